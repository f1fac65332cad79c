import { FRAME, keepPages, NOTHING_OPEN } from "./kept-pages.js";
import { openChat } from "./open-chat.js";
import { settled } from "./owner.js";
import { person } from "./shelf.js";

// Keeps what is on the screen, a moment after it has changed, for when there is no network.
const PAUSE = 1_500 // ms
const MOMENTS = ["htmx:afterSettle", "htmx:oobAfterSwap", "outbox"]
const PASSING = "#messages [data-state], #notices > *"

const HIDDEN = "#connection > *, #update, .log__jump"

const IS_NARROWED = document.getElementById("contact-filter").defaultValue !== ""
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
  const parts = shown()
  const now = parts.join()
  if (now === last) return
  last = now
  const pages = addressed(parts)
  await settled
  await keepPages(person, page.dataset.version, pages)
}

/** Not what came from here, is a part of the list, or of the past. */
function isCurrent() {
  const { kept, after } = openChat()?.dataset ?? {}
  if (!isReached) return false
  const isWhole = !IS_NARROWED && !location.search && after !== ""
  return globalThis.caches && !page.dataset.kept && !kept && isWhole
}

function shown() {
  const frame = copyOf(page)
  frame.querySelector("#conversation").replaceChildren(new Comment("conversation"))
  const chat = openChat() && copyOf(openChat())
  return [frame, chat].map((part) => part?.outerHTML)
}

function addressed([frame, chat]) {
  const at = `data-kept="${seenAt.toISOString()}"`
  const { content } = document.getElementById("nothing-open-template")
  const pages = { [NOTHING_OPEN]: content.firstElementChild.outerHTML }
  if (chat) pages[`/chats/${openChat().dataset.with}/`] = chat.replace("data-with", `${at} data-with`)
  pages[FRAME] = `<!doctype html>${frame.replace("data-version", `${at} data-version`)}`
  return pages
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
