import { channelName, channelOf } from "./database.js";
import { person } from "./shelf.js";

// The visible tabs of one person in one browser: one of them leads, and does for all what need be
// done once. What a tab tells reaches the others as "told".
const NAME = channelName(person) // of the lock as well
const channel = channelOf(person)

let isLeader = !navigator.locks // over plain http there are none: every tab leads itself
let candidacy = null

export const leads = () => isLeader

export function tell(news) {
  channel.postMessage(news)
}

function stand() {
  if (candidacy || document.hidden || !navigator.locks) return
  candidacy = new AbortController()
  const { signal } = candidacy
  const lead = () => {
    isLeader = true
    document.dispatchEvent(new Event("lead"))
    return new Promise((resolve) => signal.addEventListener("abort", resolve))
  }
  navigator.locks.request(NAME, { signal }, lead).catch((error) => {
    if (error.name !== "AbortError") throw error // that was our own withdrawal
  })
}

function withdraw() {
  isLeader = !navigator.locks
  candidacy?.abort()
  candidacy = null
}

channel.addEventListener("message", ({ data }) => {
  document.dispatchEvent(new CustomEvent("told", { detail: data }))
})
document.addEventListener("visibilitychange", () => (document.hidden ? withdraw() : stand()))
window.addEventListener("pagehide", withdraw)
window.addEventListener("pageshow", stand)
stand()
