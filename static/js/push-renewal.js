import { fact } from "./database.js";
import { settled } from "./owner.js";
import { enrol, idOf, subscription } from "./push-subscription.js";

const { session, user } = document.documentElement.dataset
const REMOVED = "410"

// A subscription is worth as much as the session that it was made in: after the next sign-in it is
// made known anew, once; unless it was removed meanwhile.
async function renew() {
  await settled
  const subscribed = await subscription()
  if (!subscribed) return
  const known = await fact("enrolled")
  if (known?.session === session && known.id === (await idOf(subscribed))) return
  try {
    await enrol(subscribed, session, known?.id)
  } catch ({ message }) {
    if (message === REMOVED) await subscribed.unsubscribe()
  }
}

if (user) renew().catch(() => {}) // the next page tries again
