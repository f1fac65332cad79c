import { newClientId } from "./client-id.js";
import { openChat } from "./open-chat.js";
import { isEntering, send } from "./outbox.js";
import { get, onChangeElsewhere, put, remove } from "./shelf.js";

const TOUCH = matchMedia("(pointer: coarse)")
const CAN_QUEUE = "locks" in navigator && "timeout" in AbortSignal
const SIZES_ITSELF = CSS.supports("field-sizing", "content")

const draftKey = (contact) => `draft:${contact}`
const composer = () => document.getElementById("composer")

document.addEventListener("keydown", (event) => {
  const isPlainEnter = event.key === "Enter" && !event.shiftKey && !event.isComposing
  const isImeEnter = event.keyCode === 229 // Safari ends a composition before it sends the key
  if (event.target.id !== "composer-body" || !isPlainEnter || isImeEnter || TOUCH.matches) return
  event.preventDefault()
  if (!event.repeat) event.target.form.requestSubmit()
})

document.addEventListener("input", ({ target }) => {
  if (target.id !== "composer-body") return
  keepDraft(openChat().dataset.with, target.value)
  grow(target)
})

// The second press of a double click finds nothing to send: an empty message is not worth a word.
document.addEventListener(
  "invalid",
  (event) => {
    if (event.target.id === "composer-body") event.preventDefault()
  },
  true,
)

document.addEventListener("submit", (event) => {
  const form = event.target
  if (form.id !== "composer" || !CAN_QUEUE) return
  event.preventDefault()
  const { body } = form.elements
  if (!body.value.trim()) return
  const { with: contact } = openChat().dataset
  // not the form's own id, which a page that was kept has each time it opens
  const message = { contact, address: form.action, body: body.value, clientId: newClientId() }
  enter(form, message)
  fill()
  followEnd()
  body.focus()
})

/** A draft until it is in the queue, so that it is always in one of them. */
async function enter(form, message) {
  try {
    await send(message)
    if (get(draftKey(message.contact)) === message.body) keepDraft(message.contact, "")
  } catch {
    submitItself(form, message)
  }
}

/** Where the browser keeps nothing, the message goes as it does without scripts. */
function submitItself(form, message) {
  form.elements.body.value = message.body
  form.elements.client_id.value = message.clientId
  form.submit()
}

// A text that is to be changed goes in front of what was typed since.
document.addEventListener("edit", ({ detail: { contact, body } }) => {
  keepDraft(contact, [body, draftFor(contact)].filter(Boolean).join("\n"))
  if (composer()) fill()
})

onChangeElsewhere((key, was) => {
  const isShown = composer() && key === draftKey(openChat().dataset.with)
  if (isShown && composer().elements.body.value === (was ?? "")) fill()
})

for (const moment of ["htmx:afterSwap", "htmx:oobAfterSwap"]) {
  document.addEventListener(moment, () => {
    if (composer()?.elements.body.value === "") fill()
  })
}

function draftFor(contact) {
  const draft = get(draftKey(contact)) ?? ""
  return isEntering(contact, draft) ? "" : draft
}

function keepDraft(contact, text) {
  if (text) put(draftKey(contact), text)
  else remove(draftKey(contact))
}

/** From a page of the past the end is another page. */
function followEnd() {
  const newest = document.querySelector(".conversation__notice--past a")
  if (newest) newest.click()
  else document.querySelector("chat-log").followEnd()
}

function fill() {
  const { body } = composer().elements
  body.value = draftFor(openChat().dataset.with)
  grow(body)
}

function grow(body) {
  if (SIZES_ITSELF) return
  body.style.blockSize = "auto"
  body.style.blockSize = `${body.scrollHeight + body.offsetHeight - body.clientHeight}px`
}

if (composer()?.elements.body.value === "") fill()
