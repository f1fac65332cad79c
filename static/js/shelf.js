// Whose page this is: what is kept in the browser, and said between its tabs, is theirs alone.
export const person = document.documentElement.dataset.user

// What was typed and not sent outlives its page, each person's under their own name. Where the
// browser keeps nothing, or no more, it lives as long as the page.
const OURS = `chatscape:${person}:`
const memory = new Map()

export function put(key, value) {
  memory.delete(key)
  try {
    localStorage.setItem(OURS + key, JSON.stringify(value))
  } catch {
    memory.set(key, value)
  }
}

export function get(key) {
  if (memory.has(key)) return memory.get(key)
  try {
    return JSON.parse(localStorage.getItem(OURS + key))
  } catch {
    return null
  }
}

export function remove(key) {
  memory.delete(key)
  try {
    localStorage.removeItem(OURS + key)
  } catch {
    // a browser that keeps nothing has nothing to forget
  }
}

export function keysUnder(start) {
  const stored = []
  try {
    stored.push(...Object.keys(localStorage).filter((key) => key.startsWith(OURS)))
  } catch {
    // nothing is kept
  }
  const keys = [...memory.keys(), ...stored.map((key) => key.slice(OURS.length))]
  return keys.filter((key) => key.startsWith(start))
}

/** Calls back when another tab of the same person changes what is kept. */
export function onChangeElsewhere(callback) {
  window.addEventListener("storage", ({ key, oldValue }) => {
    if (key?.startsWith(OURS)) callback(key.slice(OURS.length), JSON.parse(oldValue))
  })
}
