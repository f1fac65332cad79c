import { get, put } from "./shelf.js";

const TYPING = "input, textarea, select"
const NO_SINGLE_KEYS = "no-single-keys" // who speaks to the browser needs letters to be letters

const dialog = document.getElementById("keys")
const choice = document.getElementById("single-keys")
const filter = document.getElementById("contact-filter")

const SINGLE = {
  "/": () => filter.checkVisibility() && filter,
  "?": () => dialog.showModal(),
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || document.querySelector("dialog[open]")) return
  if (event.ctrlKey || event.metaKey || event.altKey) return
  if (event.key === "Escape") escape(event)
  else if (SINGLE[event.key] && choice.checked && !event.target.matches(TYPING)) {
    event.preventDefault()
    SINGLE[event.key]()?.focus?.()
  }
})

/** One step back: from a search that narrows the list, else from the conversation. */
function escape({ target }) {
  if (target === filter && filter.value) {
    filter.value = ""
    filter.dispatchEvent(new Event("input", { bubbles: true }))
  } else if (!target.closest("#add-contact")) document.querySelector(".conversation__back")?.click()
}

choice.checked = !get(NO_SINGLE_KEYS)
choice.addEventListener("change", () => put(NO_SINGLE_KEYS, !choice.checked))

for (const opener of document.querySelectorAll('[data-opens="keys"]')) {
  opener.hidden = !matchMedia("(any-pointer: fine)").matches
  opener.addEventListener("click", () => dialog.showModal())
}
