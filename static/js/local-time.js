import { formatDay, formatFull, formatRecent, formatTime } from "./time-format.js";

const EVERY = 60_000 // ms; what was today's becomes yesterday's
const FORMATS = { time: formatTime, recent: formatRecent, day: formatDay }

export function localise(root, kinds = "[data-show]") {
  for (const element of root.querySelectorAll(`time[datetime]${kinds}`)) {
    const moment = new Date(element.dateTime)
    const text = FORMATS[element.dataset.show](moment)
    if (element.textContent === text) continue
    element.textContent = text
    element.title = formatFull(moment)
  }
}

localise(document)
document.addEventListener("htmx:load", ({ target }) => localise(target))
setInterval(() => localise(document, "[data-show]:not([data-show=time])"), EVERY)
