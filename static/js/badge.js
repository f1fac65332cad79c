import { fact, setFact } from "./database.js";

/** On the icon of the application: in how many conversations something is unread. */
export async function showBadge(contacts) {
  if ((await fact("unread"))?.join() === contacts.join()) return
  await setFact("unread", contacts)
  await navigator.setAppBadge?.(contacts.length).catch(() => {}) // it may ask for a permission
}
