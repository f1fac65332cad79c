import { openChat } from "./open-chat.js";

const HEADER = "conversation-header"
const FOOTER = "conversation-footer"

let hadFocus = false

// Answers bring the header and the footer of the open conversation anew. What somebody types or
// has at hand stays where it is; parts of a conversation that is no longer open have no place.
document.addEventListener("htmx:oobBeforeSwap", ({ detail }) => {
  const fresh = detail.fragment.firstElementChild
  const about = fresh?.dataset.about
  if (about && about !== openChat()?.dataset.with) detail.shouldSwap = false
  else if (detail.target.id === HEADER) detail.shouldSwap = isWanted(fresh, detail.target)
  else if (detail.target.id === FOOTER && fresh.dataset.kind === detail.target.dataset.kind) {
    detail.shouldSwap = false
    takeNames(fresh, detail.target)
  }
  const isHere = detail.shouldSwap && detail.target.closest("#conversation") !== null
  hadFocus = isHere && detail.target.contains(document.activeElement)
})

// The focus went with its part: what the footer offers now takes it.
document.addEventListener("htmx:oobAfterSwap", () => {
  if (!hadFocus || document.activeElement !== document.body) return
  hadFocus = false
  const control = document.querySelector(`#${FOOTER} :is(textarea, button)`)
  const place = control ?? document.getElementById("conversation")
  place.focus({ preventScroll: true })
})

/** What the person asked for themselves is; news is, while there is some and hands are off. */
function isWanted(fresh, shown) {
  const isNews = "news" in fresh.dataset
  delete fresh.dataset.news
  if (!isNews) return true
  const { kind, called } = shown.dataset
  const differs = fresh.dataset.kind !== kind || fresh.dataset.called !== called
  return differs && !shown.querySelector("[open]") && !shown.contains(document.activeElement)
}

function takeNames(fresh, shown) {
  const names = fresh.querySelectorAll("[data-names]")
  for (const [index, part] of shown.querySelectorAll("[data-names]").entries()) {
    part.replaceChildren(...names[index].childNodes)
  }
}
