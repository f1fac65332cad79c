import { localise } from "./local-time.js";

const TOGETHER = 5 * 60_000 // ms; as in messaging/domain.py

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

/** What one person says within minutes is one group. */
export function joinGroups(list) {
  let first = null
  for (const message of list.querySelectorAll(".message")) {
    const isSameSide = first?.dataset.from === message.dataset.from
    const goesOn = isSameSide && sentAt(message) - sentAt(first) < TOGETHER
    message.toggleAttribute("data-joined", goesOn)
    if (!goesOn) first = message
  }
}

/** How much of the log's upper edge the day covers. */
export const underDay = (list) => list.querySelector(".day").offsetHeight

function dayOf(message) {
  if (!days.has(message)) days.set(message, sentAt(message).toLocaleDateString("sv")) // 2026-03-01
  return days.get(message)
}

function sentAt(message) {
  return new Date(message.querySelector("time").dateTime)
}

function separatorFor(message, day) {
  const template = document.getElementById("day-template")
  const separator = template.content.firstElementChild.cloneNode(true)
  separator.dataset.day = day
  separator.querySelector("time").dateTime = message.querySelector("time").dateTime
  localise(separator)
  return separator
}
