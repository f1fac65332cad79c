import { IS_NARROWED } from "./contact-filter.js";
import { FRAME, keepPages, NOTHING_OPEN, PLACE } from "./kept-pages.js";
import { openChat } from "./open-chat.js";
import { settled } from "./owner.js";
import { person } from "./shelf.js";

// Keeps what is on the screen, a moment after it has changed, for when there is no network.
const PAUSE = 1_500 // ms
const MOMENTS = ["htmx:afterSettle", "htmx:oobAfterSwap", "outbox"]
const PASSING = "#messages [data-state], #notices > *, #report > :not(#notices), #news > *"
const HIDDEN = "#connection > *, #update, .log__jump"

const page = document.documentElement
let timer
let last = "" // what was kept
let isReached = true
let seenAt = new Date() // when the server said last that this is so

function soon() {
  if (!document.hidden) timer ??= setTimeout(keep, PAUSE) // a hidden page does not look
}

async function keep() {
  clearTimeout(timer)
  timer = undefined
  if (!isCurrent()) return
  const pages = shown()
  const now = Object.values(pages).map(textOf).join()
  if (now === last) return
  last = now
  for (const part of Object.values(pages)) part.dataset.kept = seenAt.toISOString()
  const texts = Object.entries(pages).map(([address, part]) => [address, textOf(part)])
  const keeping = [person, page.dataset.version, texts]
  const worker = navigator.serviceWorker?.controller
  if (document.hidden && worker) return worker.postMessage({ keeping }) // which outlives the page
  await settled
  await keepPages(...keeping)
}

/** Not what came from here, is a part of the list, or of the past. */
function isCurrent() {
  const { kept, after } = openChat()?.dataset ?? {}
  if (!isReached) return false
  const isWhole = !IS_NARROWED && !location.search && after !== ""
  return globalThis.caches && !page.dataset.kept && !kept && isWhole
}

/** By the addresses at which they are kept. */
function shown() {
  const { content } = document.getElementById("nothing-open-template")
  const pages = { [NOTHING_OPEN]: content.firstElementChild.cloneNode(true) }
  const chat = openChat()
  if (chat) pages[`/chats/${chat.dataset.with}/`] = copyOf(chat)
  pages[FRAME] = copyOf(page)
  pages[FRAME].querySelector("#conversation").replaceChildren(new Comment(PLACE))
  return pages
}

function textOf(part) {
  const doctype = part.matches("html") ? "<!doctype html>" : ""
  return doctype + part.outerHTML
}

/** As it opens: without what passes. */
function copyOf(part) {
  const copy = part.cloneNode(true)
  for (const passing of copy.querySelectorAll(PASSING)) passing.remove()
  for (const opened of copy.querySelectorAll("[open]:not(.add-contact)")) opened.open = false
  for (const row of copy.querySelectorAll("[data-contact]")) row.hidden = false
  for (const news of copy.querySelectorAll("[data-news]")) delete news.dataset.news
  for (const shown of copy.querySelectorAll(HIDDEN)) shown.hidden = true
  return copy
}

document.addEventListener("looked", ({ detail }) => {
  const isNews = !isReached || !last
  isReached = detail.isReached
  if (!isReached) return
  seenAt = new Date()
  if (isNews) soon()
})
for (const moment of MOMENTS) document.addEventListener(moment, soon)
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (detail.target.id === "conversation") keep() // before another one takes its place
})
document.addEventListener("visibilitychange", () => document.hidden && keep())
soon()
