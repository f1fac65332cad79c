import { showBadge } from "./badge.js";
import { setFact } from "./database.js";
import { submit } from "./request.js";

const { session } = document.documentElement.dataset

const registration = async () => navigator.serviceWorker?.getRegistration()

/** Where this browser is told of messages, or null. */
export async function subscription() {
  return (await (await registration())?.pushManager?.getSubscription()) ?? null
}

/** Says so to the server, for the present session; its answer is the list of devices. */
export async function enrol(subscribed) {
  const asJson = { headers: { "Content-Type": "application/json" } }
  const list = await post("/push/subscriptions/", JSON.stringify(subscribed), asJson)
  await setFact("enrolled", enrolment(subscribed))
  return list
}

export const enrolment = ({ endpoint }) => `${session} ${endpoint}`

export async function post(address, body, options) {
  const response = await submit(address, body, options)
  if (!response.ok) throw new Error(response.status)
  return response.text()
}

/** Nothing of the person before is told or shown here any more. */
export async function forgetPush() {
  await (await subscription())?.unsubscribe().catch(() => {}) // the worker will try again
  const shown = (await (await registration())?.getNotifications?.()) ?? []
  for (const notification of shown) notification.close()
  await showBadge([])
}
