import { fact, setFact } from "./database.js";

// Pages that can be read without a network: the frame with the list, and conversations to put into
// it. They are private: in a cache that names its person, and only while "shows" names them too.
export const FRAME = "/chats/?frame"
export const NOTHING_OPEN = "/chats/"
export const PLACE = "conversation" // the comment in the frame that one takes the place of

const PAGES = "pages:"
const MOST = 20 + 2 // conversations, the frame, and what stands where none is open
const OLDEST = 30 * 24 * 60 * 60 * 1000 // ms

export async function showFor(person) {
  await setFact("shows", person)
  const cache = await caches.open(PAGES + person)
  for (const address of await cache.keys()) {
    if (!isFresh(await cache.match(address))) await cache.delete(address)
  }
}

/** Hides them from everybody, also from a page that is about to keep another one. */
export function forgetPages() {
  return navigator.locks.request(PAGES, async () => {
    await setFact("shows", "")
    const names = await caches.keys()
    const pages = names.filter((name) => name.startsWith(PAGES))
    await Promise.all(pages.map((name) => caches.delete(name)))
  })
}

/** Keeps pairs of an address and a text of HTML, the latest last. */
export function keepPages(person, version, pages) {
  return navigator.locks.request(PAGES, async () => {
    if ((await fact("shows")) !== person) return
    const cache = await caches.open(PAGES + person)
    for (const [address, html] of pages) {
      const headers = { "X-Kept-At": Date.now(), "X-Version": version }
      await cache.delete(address)
      await cache.put(address, new Response(html, { headers }))
    }
    const addresses = await cache.keys()
    const excess = addresses.slice(0, Math.max(0, addresses.length - MOST))
    await Promise.all(excess.map((address) => cache.delete(address)))
  })
}

/** What is kept of an address, as a page or as the part of it that htmx asks for; or undefined. */
export async function keptPage(address, { isPart }) {
  const part = await find(address)
  if (!part || isPart) return part?.text()
  const frame = await find(FRAME)
  const texts = await Promise.all([frame?.text(), part.text()])
  return frame && texts[0].replace(`<!--${PLACE}-->`, () => texts[1])
}

/** The version of the shell that the kept pages were made for. */
export async function keptVersion() {
  return (await find(FRAME))?.headers.get("X-Version")
}

async function find(address) {
  const person = await fact("shows")
  if (!person) return undefined
  const page = await (await caches.open(PAGES + person)).match(address)
  return page && isFresh(page) ? page : undefined
}

const isFresh = ({ headers }) => Date.now() - headers.get("X-Kept-At") < OLDEST
