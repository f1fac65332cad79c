// What pages and the worker share: a channel for each person, and one small database. "facts" holds
// single values by name, "outbox" the messages that are not yet known to have arrived.
const NAME = "chatscape"
const VERSION = 1

let opened

export const channelName = (person) => `chatscape:${person}`

export const channelOf = (person) => new BroadcastChannel(channelName(person))

export function read(store, ask) {
  return perform(store, "readonly", ask)
}

/** Returns once it is on the disk. */
export function write(store, ask) {
  return perform(store, "readwrite", ask)
}

export const fact = (name) => read("facts", (facts) => facts.get(name))

export const setFact = (name, value) => write("facts", (facts) => facts.put(value, name))

/** Nothing comes between reading and writing; what stays the same is not written. */
export function changeFact(name, change) {
  return write("facts", (facts) => {
    const request = facts.get(name)
    request.onsuccess = () => {
      const after = change(request.result)
      if (after !== request.result) facts.put(after, name)
    }
  })
}

async function perform(store, mode, ask) {
  const database = await (opened ??= open())
  const transaction = database.transaction(store, mode, { durability: "strict" })
  const request = ask(transaction.objectStore(store))
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(request?.result)
    transaction.onabort = () => reject(transaction.error)
  })
}

function open() {
  const request = indexedDB.open(NAME, VERSION)
  request.onupgradeneeded = () => {
    const database = request.result
    database.createObjectStore("facts")
    const outbox = database.createObjectStore("outbox", { keyPath: "id", autoIncrement: true })
    outbox.createIndex("person", "person")
  }
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(letGo(request.result))
    request.onerror = () => {
      forget()
      reject(request.error)
    }
  })
}

const forget = () => (opened = undefined)

/** A browser that is told to clear a site takes it from under an open page. */
function letGo(database) {
  database.onclose = forget
  database.onversionchange = () => {
    database.close()
    forget()
  }
  return database
}
