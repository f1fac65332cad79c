import { addToBadge } from "../badge.js";
import { fact } from "../database.js";
import { enrol, unsubscribe } from "../push-subscription.js";
import { renewToken } from "../request.js";

const NAME = "ChatScape"
const HOME = "/chats/"
const NOT_OURS = "/admin/" // pages without our scripts, where somebody may be at work
const PATIENCE = 500 // ms that a page has to say what it shows

/** A message came: whoever has its conversation in front of them sees it there. */
export async function receive({ data }, settings) {
  const push = parse(data)
  if (!push) return notify({ title: NAME, url: HOME }, settings)
  if (push.to !== (await fact("person"))) return unsubscribe()
  if ((await pageThatShows(push.contact, isVisible)) || (await isKnown(push))) return
  await notify(push, settings)
  if (push.contact) await addToBadge(push.contact)
}

/** The browser takes pushes at another address from now on, or none without being asked. */
export async function resubscribe({ oldSubscription, newSubscription }) {
  const [known, person] = [await fact("enrolled"), await fact("person")]
  if (!known || !(newSubscription ?? oldSubscription) || !(await renewToken(person))) return
  const { pushManager } = self.registration
  const subscribed = newSubscription ?? (await pushManager.subscribe(oldSubscription.options))
  await enrol(subscribed, known.session, known.id)
}

/** To the conversation of a notification, in a page that is there already if possible. */
export async function follow({ contact, url }) {
  const there = await pageThatShows(contact)
  if (there) return there.focus()
  const page = (await pages()).find((it) => !new URL(it.url).pathname.startsWith(NOT_OURS))
  if (!page) return self.clients.openWindow(url)
  const opened = page.navigate(url).catch(() => self.clients.openWindow(url))
  await Promise.all([page.focus(), opened])
}

function parse(data) {
  try {
    const push = data.json()
    return push.to && push.title && push.url ? push : null
  } catch {
    return null
  }
}

/** One for each conversation: a new message takes the place of the one before. */
function notify({ title, body, contact, url, seq }, { icon, badge }) {
  const tag = contact || url
  const data = { contact, url, seq }
  return self.registration.showNotification(title, { body, tag, renotify: true, icon, badge, data })
}

/** A push may come twice, or late. */
async function isKnown({ contact, seq }) {
  const shown = await self.registration.getNotifications({ tag: contact })
  return seq > 0 && shown.some(({ data }) => data.seq >= seq)
}

const pages = () => self.clients.matchAll({ type: "window", includeUncontrolled: true })

const isVisible = ({ visibilityState }) => visibilityState === "visible"

/** Asks them, and they look for what is new. Of a page the worker knows but its first address. */
async function pageThatShows(contact, isMeant = () => true) {
  const asked = (await pages()).filter(isMeant)
  const answers = await Promise.all(asked.map((page) => shows(page, contact)))
  return asked[answers.indexOf(true)]
}

function shows(page, contact) {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = ({ data }) => resolve(data)
    page.postMessage({ push: contact }, [port2])
    setTimeout(resolve, PATIENCE)
  })
}
