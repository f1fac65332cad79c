const HAS_MOUSE = matchMedia("(pointer: fine)")

/** The conversation in the pane, or null. */
export function openChat() {
  return document.querySelector("[data-with]")
}

document.addEventListener("htmx:afterSwap", ({ detail }) => {
  if (detail.target.id !== "conversation") return
  document.title = openChat()?.dataset.title ?? document.title
  const composer = HAS_MOUSE.matches && document.getElementById("composer-body")
  const place = composer || document.getElementById("conversation")
  place.focus({ preventScroll: true })
})

document.addEventListener("htmx:afterSettle", () => {
  const open = openChat()?.dataset.with
  for (const row of document.querySelectorAll("[data-contact]")) {
    const link = row.querySelector("a")
    if (row.dataset.contact === open) link.setAttribute("aria-current", "page")
    else link.removeAttribute("aria-current")
  }
})

// Parts of a conversation that is no longer open have no place on the page.
document.addEventListener("htmx:oobBeforeSwap", (event) => {
  const part = event.detail.fragment.firstElementChild
  const about = part?.dataset.about
  if (about && about !== openChat()?.dataset.with) event.detail.shouldSwap = false
})

// The pressed button went with its bar: what takes the bar's place takes the focus.
document.addEventListener("htmx:oobAfterSwap", () => {
  if (document.activeElement !== document.body) return
  document.querySelector("#conversation-footer :is(textarea, button)")?.focus()
})
