import { openChat } from "./open-chat.js";

// Going back from a conversation leads to the list, by the browser's own way as well: the list lies
// below a conversation in the history, and there once.
let isListBelow = false
let isListTwice = false

if (openChat() && history.length === 1) {
  const here = location.href
  history.replaceState({ htmx: true }, "", document.querySelector(".conversation__back").href)
  history.pushState({ htmx: true }, "", here)
  isListBelow = true
}

// The link back puts the list in the place of a conversation; the next one takes that place.
document.addEventListener("htmx:beforeHistoryUpdate", ({ detail: { history: update } }) => {
  if (update.type === "replace") isListTwice = isListBelow
  else if (!openChat()) {
    if (isListTwice) update.type = "replace"
    isListBelow = true
    isListTwice = false
  }
})
