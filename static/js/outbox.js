import { alone, deliver, next } from "./delivery.js";
import { look } from "./look.js";
import { leave } from "./owner.js";
import { change, enqueue, remove, waiting } from "./queue.js";
import { person } from "./shelf.js";
import { leads, tell } from "./tabs.js";
import { wakeWorker } from "./wake-worker.js";

// The page's side of the queue: every change is announced as "outbox".
let queue = []
let isRunning = false
let isWanted = false
let isReached = navigator.onLine
let silentUntil = 0 // after no answer, what looks that find ChatScape wait for
const entering = new Map() // client id → a message on its way into the queue

/** Returns once the message cannot be lost any more. */
export async function send(message) {
  const at = new Date().toISOString()
  const sent = { ...message, person, at, tries: 0, notBefore: 0 }
  entering.set(sent.clientId, sent)
  announce(sent)
  try {
    await enqueue(sent)
    await renew()
  } finally {
    entering.delete(sent.clientId)
  }
  announce(sent)
  tell({ outbox: "grew" })
  flush()
}

export const isEntering = (contact, body) =>
  [...entering.values()].some((it) => it.contact === contact && it.body === body)

/** In order, each with whether it waits for something: itself, or what stands in front of it. */
export function unsentTo(contact) {
  const known = new Set(queue.map(({ clientId }) => clientId))
  const all = [...queue, ...[...entering.values()].filter((it) => !known.has(it.clientId))]
  let isWaiting = !isReached
  return all
    .filter((it) => it.contact === contact)
    .map((it) => {
      isWaiting ||= it.failure === undefined && it.tries > 0
      return { ...it, isWaiting }
    })
}

export const find = (contact, id) => unsentTo(contact).find(({ clientId }) => clientId === id)

export async function retry({ id }) {
  await change(id, { failure: undefined, tries: 0, notBefore: 0 })
  changed().then(flush)
}

/** Whether it was still there: what is on its way is waited for. */
export async function drop({ clientId }) {
  const isLeft = await alone(person, async () => {
    const found = (await waiting(person)).find((it) => it.clientId === clientId)
    if (found) await remove(found.id)
    return found !== undefined
  })
  await changed()
  return isLeft
}

async function changed(message, stored) {
  await renew()
  announce(message, stored)
  tell({ outbox: "changed" })
}

async function renew() {
  queue = await waiting(person)
}

function announce(message, stored) {
  document.dispatchEvent(new CustomEvent("outbox", { detail: { message, stored } }))
}

/** Sends what is due, and what comes in meanwhile. */
async function flush() {
  isWanted = true
  if (isRunning) return
  isRunning = true
  try {
    while (isWanted) {
      isWanted = false
      await deliver(person, learn)
    }
  } finally {
    isRunning = false
  }
  wakeWorker(queue)
}

async function learn(message, { stored, refused, later, isOver, address }) {
  if (isOver) return leave(address)
  if (!stored && !refused && !later) silentUntil = Date.now() + Math.min(2 ** message.tries, 8) * 1000
  await changed(message, stored)
  look()
}

async function resume() {
  await renew()
  announce()
  if (next(queue)) flush()
}

document.addEventListener("looked", ({ detail }) => {
  isReached = detail.isReached
  if (isReached && leads() && Date.now() >= silentUntil && next(queue)) flush()
})
document.addEventListener("told", async ({ detail }) => {
  if (!detail.outbox) return
  const { length } = queue
  await renew()
  announce()
  if (queue.length < length) look()
})
document.addEventListener("lead", resume)
window.addEventListener("online", resume)
window.addEventListener("pagehide", () => wakeWorker(queue))
resume()
