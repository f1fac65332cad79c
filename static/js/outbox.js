import { look } from "./look.js";
import { post } from "./post.js";
import { get, keysUnder, put, remove } from "./shelf.js";

// What was sent and is not yet known to have arrived: { contact, address, body, clientId, at,
// failure }. It leaves when the server has it or its sender drops it. Every change is announced as
// "outbox". Messages to one contact are tried one after the other, as they were written.
const lines = new Map() // contact → the promise that their last message is through

const keyOf = ({ contact, clientId }) => `unsent:${contact}:${clientId}`

export function send(message) {
  const sent = { ...message, at: new Date().toISOString() }
  put(keyOf(sent), sent)
  announce(sent)
  deliver(sent)
}

export const unsentTo = (contact) => kept(`${contact}:`)

export function find(contact, clientId) {
  return get(keyOf({ contact, clientId }))
}

export function retry(message) {
  const again = { ...message, failure: undefined }
  put(keyOf(again), again)
  announce(again)
  deliver(again)
}

export function drop(message) {
  remove(keyOf(message))
  announce(message)
}

function kept(whose) {
  const messages = keysUnder(`unsent:${whose}`).map(get).filter(Boolean)
  return messages.sort((one, other) => (one.at < other.at ? -1 : 1))
}

function deliver(message) {
  const line = lines.get(message.contact) ?? Promise.resolve()
  lines.set(message.contact, line.then(() => attempt(message)))
}

async function attempt(message) {
  const waiting = get(keyOf(message))
  if (!waiting || waiting.failure !== undefined) return // it arrived, was dropped, or has failed
  const { stored, failure } = await post(message)
  if (stored) remove(keyOf(message))
  else if (get(keyOf(message))) put(keyOf(message), { ...message, failure })
  announce(message, stored)
  look()
}

function announce(message, stored) {
  document.dispatchEvent(new CustomEvent("outbox", { detail: { message, stored } }))
}

/** What a page took with it when it was closed or had to sign in again goes on its way. */
function resume() {
  for (const message of kept("")) {
    if (message.failure === undefined) deliver(message)
  }
}

document.addEventListener("lead", resume)
resume()
