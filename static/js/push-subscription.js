import { showBadge } from "./badge.js";
import { setFact } from "./database.js";

const { session } = document.documentElement.dataset

const registration = async () => navigator.serviceWorker?.getRegistration()

/** Where this browser is told of messages, or null. */
export async function subscription() {
  return (await (await registration())?.pushManager?.getSubscription()) ?? null
}

/** Says so to the server, for the present session; its answer is the list of devices. */
export async function enrol(subscribed) {
  const list = await post("/push/subscriptions/", JSON.stringify(subscribed), "application/json")
  await setFact("enrolled", enrolment(subscribed))
  return list
}

export const enrolment = ({ endpoint }) => `${session} ${endpoint}`

export async function post(address, body, type = "application/x-www-form-urlencoded") {
  const csrf = document.querySelector("[name=csrfmiddlewaretoken]").value
  const headers = { "Content-Type": type, "X-CSRFToken": csrf, "HX-Request": "true" }
  const response = await fetch(address, { method: "POST", body, headers })
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
