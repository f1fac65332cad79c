import { formatDay } from "./time-format.js";

const days = new WeakMap()

/** One separator in front of the first message of each of the reader's own days. */
export function separateDays(list) {
  let previous = null
  let separator = null
  for (const item of [...list.children]) {
    if (item.matches(".day")) {
      separator?.remove()
      separator = item
    } else if (item.matches(".message")) {
      const day = dayOf(item)
      if (day === previous) separator?.remove()
      else if (separator?.dataset.day !== day) {
        separator?.remove()
        item.before(separatorFor(item, day))
      }
      separator = null
      previous = day
    }
  }
  separator?.remove()
}

function dayOf(message) {
  if (!days.has(message)) days.set(message, localDay(sentAt(message)))
  return days.get(message)
}

function sentAt(message) {
  return new Date(message.querySelector("time").dateTime)
}

function localDay(date) {
  const two = (number) => String(number).padStart(2, "0")
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

function separatorFor(message, day) {
  const template = document.getElementById("day-template")
  const separator = template.content.firstElementChild.cloneNode(true)
  separator.dataset.day = day
  const time = separator.querySelector("time")
  time.dateTime = day
  time.textContent = formatDay(sentAt(message))
  return separator
}
