import { FRAME, keepPages, NOTHING_OPEN } from "./kept-pages.js";
import { openChat } from "./open-chat.js";
import { settled } from "./owner.js";
import { person } from "./shelf.js";

// Keeps what is on the screen, a moment after it has changed, for when there is no network.
const PAUSE = 1_500 // ms
const MOMENTS = ["htmx:afterSettle", "htmx:oobAfterSwap", "outbox", "looked"]
const PASSING = "#messages [data-state], #notices > *"

const page = document.documentElement
let timer
let last = "" // what was kept

function soon() {
  timer ??= setTimeout(keep, PAUSE)
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
  return globalThis.caches && !page.dataset.kept && !kept && after !== "" && !location.search
}

function shown() {
  const frame = copyOf(page)
  frame.querySelector("#conversation").replaceChildren(new Comment("conversation"))
  const chat = openChat() && copyOf(openChat())
  return [frame, chat].map((part) => part?.outerHTML)
}

function addressed([frame, chat]) {
  const at = `data-kept="${new Date().toISOString()}"`
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
  for (const shown of copy.querySelectorAll("#connection > *, #update")) shown.hidden = true
  return copy
}

for (const moment of MOMENTS) document.addEventListener(moment, soon)
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (detail.target.id === "conversation") keep() // before another one takes its place
})
document.addEventListener("visibilitychange", () => document.hidden && keep())
soon()
