const HAS_MOUSE = matchMedia("(pointer: fine)")

let last = openChat()?.dataset.with // who was open before

/** The conversation in the pane, or null. */
export function openChat() {
  return document.querySelector("[data-with]")
}

// The focus goes along: into the conversation that was opened, or to its row in the list.
document.addEventListener("htmx:afterSwap", ({ detail }) => {
  if (detail.target.id !== "conversation") return
  const composer = HAS_MOUSE.matches && document.getElementById("composer-body")
  const pane = composer || document.getElementById("conversation")
  const place = openChat() ? pane : document.getElementById(`contact-link-${last}`)
  place?.focus({ preventScroll: openChat() !== null })
  last = openChat()?.dataset.with
})

/** Which row of the list it is. */
function mark() {
  const open = openChat()?.dataset.with
  for (const row of document.querySelectorAll("[data-contact]")) {
    const link = row.querySelector("a")
    if (row.dataset.contact === open) link.setAttribute("aria-current", "page")
    else link.removeAttribute("aria-current")
  }
}

document.addEventListener("htmx:afterSettle", mark)
if (document.documentElement.dataset.kept) mark()
