import { changeFact } from "./database.js";

/** On the icon of the application: in how many conversations something is unread. */
export const showBadge = (contacts) => change(() => contacts)

export const addToBadge = (contact) => change((contacts) => [...new Set(contacts).add(contact)])

async function change(after) {
  let isNews
  let contacts
  await changeFact("unread", (before) => {
    contacts = after(before)
    isNews = before?.join() !== contacts.join()
    return contacts
  })
  if (isNews) await navigator.setAppBadge?.(contacts.length).catch(() => {}) // it may ask for a permission
}
