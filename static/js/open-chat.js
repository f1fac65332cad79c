const HAS_MOUSE = matchMedia("(pointer: fine)")

/** The conversation in the pane, or null. */
export function openChat() {
  return document.querySelector("[data-with]")
}

document.addEventListener("htmx:afterSwap", ({ detail }) => {
  if (detail.target.id !== "conversation") return
  const composer = HAS_MOUSE.matches && document.getElementById("composer-body")
  const place = composer || document.getElementById("conversation")
  place.focus({ preventScroll: true })
})

document.addEventListener("htmx:afterSettle", () => {
  const header = document.getElementById("conversation-header")
  if (header) document.title = header.dataset.title
  const open = openChat()?.dataset.with
  for (const row of document.querySelectorAll("[data-contact]")) {
    const link = row.querySelector("a")
    if (row.dataset.contact === open) link.setAttribute("aria-current", "page")
    else link.removeAttribute("aria-current")
  }
})
