import { showBadge } from "./badge.js";
import { setFact } from "./database.js";
import { submit } from "./request.js";

const ID_LENGTH = 32 // hexadecimal digits of the endpoint's hash, as the server names a device

const registration = async () => self.registration ?? navigator.serviceWorker?.getRegistration()

/** Where this browser is told of messages, or null. */
export async function subscription() {
  return (await (await registration())?.pushManager?.getSubscription()) ?? null
}

export async function idOf({ endpoint }) {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(endpoint))
  const hex = [...new Uint8Array(hash)].map((it) => it.toString(16).padStart(2, "0")).join("")
  return hex.slice(0, ID_LENGTH)
}

/** Says so to the server; its answer is the list of devices. What it names to renew is in there. */
export async function enrol(subscribed, session, renews) {
  const address = `/push/subscriptions/${renews ? `?id=${renews}` : ""}`
  const asJson = { headers: { "Content-Type": "application/json" } }
  const list = await post(address, JSON.stringify(subscribed), asJson)
  await setFact("enrolled", { session, id: await idOf(subscribed) })
  return list
}

export async function post(address, body, options) {
  const response = await submit(address, body, options)
  const text = await response.text()
  if (response.ok) return text
  throw Object.assign(new Error(response.status), { answer: text })
}

export async function unsubscribe() {
  await (await subscription())?.unsubscribe()
}

/** Nothing of the person before is told or shown here any more. */
export async function forgetPush() {
  await unsubscribe().catch(() => {}) // the worker will try again
  await hideNotifications().catch(() => {})
}

export async function hideNotifications() {
  const shown = (await (await registration())?.getNotifications?.()) ?? []
  for (const notification of shown) notification.close()
  await showBadge([])
}
