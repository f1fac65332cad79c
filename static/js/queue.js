import { read, write } from "./database.js";

// What was sent and is not yet known to have arrived: { id, person, contact, address, body,
// clientId, at, tries, notBefore, failure }. Ids ascend as messages come in, from every tab.

export function waiting(person) {
  return read("outbox", (outbox) => outbox.index("person").getAll(person))
}

export function enqueue(message) {
  return write("outbox", (outbox) => outbox.add(message))
}

/** Of a message that is still there. */
export function change(id, changes) {
  return write("outbox", (outbox) => {
    const request = outbox.get(id)
    request.onsuccess = () => request.result && outbox.put({ ...request.result, ...changes })
  })
}

export function remove(id) {
  return write("outbox", (outbox) => outbox.delete(id))
}
