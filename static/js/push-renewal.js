import { fact } from "./database.js";
import { settled } from "./owner.js";
import { enrol, enrolment, subscription } from "./push-subscription.js";

// A subscription is worth as much as the session that it was made in: after the next sign-in it is
// made known anew, once.
async function renew() {
  await settled
  const subscribed = await subscription()
  if (subscribed && (await fact("enrolled")) !== enrolment(subscribed)) await enrol(subscribed)
}

if (document.documentElement.dataset.user) renew().catch(() => {}) // the next page tries again
