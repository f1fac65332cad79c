import { channelOf, write } from "./database.js";
import { forgetPages } from "./kept-pages.js";
import { say } from "./notices.js";
import { landAt, signingOut } from "./owner.js";
import { forgetPush } from "./push-subscription.js";
import { remove as removeMessage, waiting } from "./queue.js";
import { renewToken, submit } from "./request.js";
import { keysUnder, person, remove } from "./shelf.js";

// Logging out takes with it all that this browser keeps of a person, and only of them.
const tabs = channelOf(person)

document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-signs-out]")) return
  event.preventDefault()
  signOut(event.target)
})

tabs.addEventListener("message", ({ data }) => {
  if ("isLeaving" in data) landAt(data.isLeaving ? "/" : undefined)
  if (data.hasLeft) location.assign("/")
})

async function signOut(form) {
  if ((await hasUnsent()) && !(await isMeant())) return
  let next
  signingOut(true)
  tabs.postMessage({ isLeaving: true })
  try {
    next = await endSession(form.action)
    tabs.postMessage({ hasLeft: true })
  } catch {
    signingOut(false)
    tabs.postMessage({ isLeaving: false })
    return say("still-in")
  }
  try {
    await forgetAll()
  } catch {
    return form.submit() // the answer clears it all
  }
  location.assign(next)
}

async function hasUnsent() {
  const messages = await waiting(person).catch(() => []) // where a browser keeps nothing
  return messages.length + keysUnder("draft:").length > 0
}

function isMeant() {
  const dialog = document.getElementById("signing-out")
  dialog.returnValue = ""
  dialog.showModal()
  return new Promise((resolve) => {
    const answer = () => resolve(dialog.returnValue === "leave")
    dialog.addEventListener("close", answer, { once: true })
  })
}

/** Where to go on to. Throws while the session may still be there. */
async function endSession(address) {
  await renewToken()
  const answer = await submit(address, new URLSearchParams({ clears: 1 }))
  const next = answer.headers.get("HX-Redirect")
  if (!next) throw new Error(`Signing out was answered with ${answer.status}.`)
  return next
}

async function forgetAll() {
  await forgetPages()
  for (const { id } of await waiting(person)) await removeMessage(id)
  for (const key of keysUnder("")) remove(key)
  await forgetPush()
  await write("facts", (facts) => facts.clear())
}
