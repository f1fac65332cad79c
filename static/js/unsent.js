import { localise } from "./local-time.js";
import { showUnsent } from "./notices.js";
import { openChat } from "./open-chat.js";
import { drop, find, retry, unsentTo } from "./outbox.js";
import { reasonIn } from "./reason.js";

const NOTES = ".message__state, .message__failure"
const overtaken = new Set() // what leaves the queue once nothing is on its way
const SOON = 10_000 // ms; what waits longer says until when

// Shows what is on its way, or has failed, behind the messages of the open conversation.
function show() {
  const list = document.getElementById("messages")
  if (!list || openChat().dataset.after === "") return
  const waiting = unsentTo(openChat().dataset.with)
  for (const bubble of list.querySelectorAll("[data-state]")) {
    const { clientId } = bubble.dataset
    if (!waiting.some((message) => message.clientId === clientId)) bubble.remove()
  }
  for (const message of waiting) {
    const its = `[data-client-id="${message.clientId}"]`
    const stored = list.querySelector(`[data-seq]${its}`)
    if (stored) overtake(message, stored)
    else update(list.querySelector(its) ?? list.appendChild(bubbleFor(message)), message)
  }
}

function bubbleFor({ clientId, body, at }) {
  const bubble = cloned("message-template")
  bubble.dataset.clientId = clientId
  bubble.querySelector(".message__body").textContent = body
  bubble.querySelector("time").dateTime = at
  localise(bubble)
  return bubble
}

function update(bubble, message) {
  const [state, name] = lookOf(message)
  const shown = `${name} ${name === "later" ? message.notBefore : ""}`
  if (bubble.dataset.note === shown) return
  Object.assign(bubble.dataset, { state, note: shown })
  bubble.querySelector(NOTES)?.remove()
  const note = cloned(`${name}-template`)
  const [reason, until] = [note.querySelector(".message__reason"), note.querySelector("time")]
  if (reason) reason.textContent = reasonIn(message.failure) || reason.textContent
  if (until) until.dateTime = new Date(message.notBefore).toISOString()
  localise(note)
  bubble.append(note)
}

/** Its state, and the template that says so. */
function lookOf({ failure, isWaiting, notBefore }) {
  if (failure !== undefined) return ["failed", "failure"]
  if (!isWaiting) return ["sending", "sending"]
  return ["queued", notBefore > Date.now() + SOON ? "later" : "queued"]
}

/** The bubble turns into the stored message; what is equal stays, and is not read out again. */
function arrive(stored) {
  const list = document.getElementById("messages")
  const bubble = list.querySelector(`[data-state][data-client-id="${stored.dataset.clientId}"]`)
  localise(stored)
  if (!bubble) return list.append(stored)
  bubble.querySelector(NOTES)?.remove()
  delete bubble.dataset.note
  for (const [index, part] of [...stored.children].entries()) {
    if (!part.isEqualNode(bubble.children[index])) bubble.children[index].replaceWith(part)
  }
  delete bubble.dataset.state
  for (const { name, value } of stored.attributes) bubble.setAttribute(name, value)
}

/** The answer is late or was lost, and the message was not. */
function overtake(message, stored) {
  stored.remove()
  arrive(stored)
  if (!message.id || overtaken.has(message.id)) return
  overtaken.add(message.id)
  drop(message)
}

function storedIn(html, { clientId }) {
  const answer = new DOMParser().parseFromString(html, "text/html")
  return document.adoptNode(answer.querySelector(`[data-client-id="${clientId}"]`))
}

function cloned(id) {
  return document.getElementById(id).content.firstElementChild.cloneNode(true)
}

document.addEventListener("outbox", ({ detail: { message, stored } }) => {
  const { with: contact, after } = openChat()?.dataset ?? {}
  if (contact && stored && contact === message.contact && after !== "") {
    arrive(storedIn(stored, message))
  }
  show()
  const isElsewhere = message && (contact !== message.contact || after === "")
  if (isElsewhere && find(message.contact, message.clientId)?.failure !== undefined) {
    showUnsent(message.contact)
  }
})

for (const moment of ["htmx:afterSwap", "htmx:oobAfterSwap"]) {
  document.addEventListener(moment, show)
}

document.addEventListener("click", async ({ target }) => {
  const { outbox: wish } = target.dataset
  if (!wish) return
  const { clientId } = target.closest("[data-client-id]").dataset
  const message = find(openChat().dataset.with, clientId)
  if (!message) return // another tab was faster
  if (wish === "retry") retry(message)
  else if ((await drop(message)) && wish === "edit") {
    document.dispatchEvent(new CustomEvent("edit", { detail: message }))
  }
  document.getElementById("composer-body")?.focus()
})

show()
