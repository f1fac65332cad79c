import { post } from "./post.js";
import { change, remove, waiting } from "./queue.js";

// Sends what waits, in a page as in the worker; one of them at a time, so that messages to one
// contact arrive as they were written. What is sent twice all the same, since an answer was lost,
// arrives once: the server knows each client id.

/** Tells of each message what became of it. Returns when nothing more can be sent now. */
export function deliver(person, tell) {
  return alone(person, () => deliverAll(person, tell))
}

/** While nothing of this person's is on its way. */
export function alone(person, work) {
  return navigator.locks.request(`outbox:${person}`, work)
}

async function deliverAll(person, tell) {
  let message
  while ((message = next(await waiting(person)))) {
    const outcome = await post(message)
    await settle(message, outcome)
    tell(message, outcome)
    if (!outcome.stored && !outcome.refused && !outcome.later) return
  }
}

async function settle({ id, tries }, { stored, refused, later }) {
  if (stored) await remove(id)
  else if (refused) await change(id, { failure: refused })
  else await change(id, { tries: tries + 1, notBefore: later ? Date.now() + later : 0 })
}

/** The first of a conversation's line whose time has come; what failed stands in nobody's way. */
export function next(messages) {
  const lines = new Set()
  return messages.find(({ contact, failure, notBefore }) => {
    if (failure !== undefined || lines.has(contact)) return false
    lines.add(contact)
    return notBefore <= Date.now()
  })
}
