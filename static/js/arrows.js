const CONTACTS = "[data-contact]:not([hidden]) a"
const MESSAGES = "#messages .message"
const STEPS = { ArrowUp: -1, ArrowDown: 1, Home: -Infinity, End: Infinity }

// Up and down through the contacts, from the filter too, and through the messages, from an empty
// composer too; Home and End to the first and the last of them.
document.addEventListener("keydown", (event) => {
  const step = STEPS[event.key]
  const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey
  if (!step || !isPlain || event.isComposing || event.defaultPrevented) return
  const next = nextFrom(event.target, step)
  if (!next) return
  event.preventDefault()
  next.tabIndex = next.matches(".message") ? -1 : 0
  next.focus()
})

function nextFrom(place, step) {
  const isText = place.matches("input, textarea")
  if (isText && !Number.isFinite(step)) return null
  if (place.id === "contact-filter") return step > 0 && document.querySelector(CONTACTS)
  if (place.id === "composer-body") return step < 0 && !place.value && last(MESSAGES)
  if (place.matches(CONTACTS)) {
    const filter = document.getElementById("contact-filter")
    return beside(CONTACTS, place, step) ?? (step < 0 ? filter : null)
  }
  if (place.id === "chat-log") return fromLog(place, step)
  const message = place.closest(MESSAGES)
  return message && (beside(MESSAGES, message, step) ?? afterTheLast(step))
}

/** From where its reader is. */
function fromLog(log, step) {
  return Number.isFinite(step) ? log.parentElement.lastInSight : beside(MESSAGES, null, step)
}

function beside(selector, place, step) {
  const all = [...document.querySelectorAll(selector)]
  if (!Number.isFinite(step)) return all.at(step < 0 ? 0 : -1)
  return all[all.indexOf(place) + step] ?? null
}

function afterTheLast(step) {
  return step > 0 ? document.getElementById("composer-body") : null
}

function last(selector) {
  return [...document.querySelectorAll(selector)].at(-1)
}
