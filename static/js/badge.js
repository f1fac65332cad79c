import { changeFact } from "./database.js";

/** On the icon of the application: in how many conversations something is unread. */
export const showBadge = (contacts) => change(() => contacts)

export const addToBadge = (contact) => change((contacts) => [...new Set(contacts).add(contact)])

async function change(after) {
  let news
  await changeFact("unread", (before) => {
    const contacts = after(before)
    if (contacts.join() === before?.join()) return before
    return (news = contacts)
  })
  if (news) await navigator.setAppBadge?.(news.length).catch(() => {}) // it may ask for a permission
}
