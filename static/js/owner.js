import { fact, setFact } from "./database.js";
import { forgetPages, showFor } from "./kept-pages.js";
import { forgetPush, hideNotifications } from "./push-subscription.js";

// Whose things this browser keeps. A page says who is signed in, that nobody is, or, kept itself
// for when there is no network, nothing that is new.
const { user, kept } = document.documentElement.dataset

export const settled = settle().catch(() => {}) // a browser that keeps nothing has nothing to hide

async function settle() {
  if (user === undefined || kept || !globalThis.caches) return
  const before = await fact("person")
  if (before !== user) await forgetPages()
  if (!user) return hideNotifications()
  if (before !== user) await forgetPush()
  await setFact("person", user)
  await showFor(user)
}

// A session that has ended hides what could be read, before anybody signs in again.
document.addEventListener("htmx:beforeOnLoad", (event) => {
  const { xhr } = event.detail
  if (xhr.status !== 401) return
  event.preventDefault()
  leave(xhr.getResponseHeader("HX-Redirect"))
})

let isSigningOut = false
let landing

/** While somebody signs out here, that the session is over is no news. */
export const signingOut = (is) => (isSigningOut = is)

/** While they do so in another tab, this one goes where that one goes. */
export const landAt = (address) => (landing = address)

/** Goes on to where it is said who is signed in. */
export async function leave(address) {
  if (isSigningOut) return
  await Promise.allSettled([forgetPages(), hideNotifications()])
  const next = landing ?? address
  if (next) location.assign(next)
  else location.reload()
}
