import { showBadge } from "./badge.js";
import { IS_NARROWED } from "./contact-filter.js";
import { settled } from "./owner.js";

// The title and the icon count conversations with something unread: "(2) Bob · ChatScape". What
// has been read needs no notification any more.
function show() {
  const unread = contacts(':not([data-unread="0"])')
  const name = document.getElementById("conversation-header")?.dataset.title ?? "ChatScape"
  document.title = unread.length ? `(${unread.length}) ${name}` : name
  showBadge(unread)
  closeNotifications()
}

const contacts = (which) =>
  [...document.querySelectorAll(`[data-contact]${which}`)].map(({ dataset }) => dataset.contact)

async function closeNotifications() {
  const read = contacts('[data-unread="0"]')
  const registration = await navigator.serviceWorker?.getRegistration()
  for (const notification of (await registration?.getNotifications()) ?? []) {
    if (read.includes(notification.tag)) notification.close()
  }
}

if (!IS_NARROWED) {
  document.addEventListener("htmx:afterSettle", show)
  settled.then(show)
}
