import { newClientId } from "./client-id.js";
import { draftFor, keepDraft } from "./drafts.js";
import { openChat } from "./open-chat.js";
import { send } from "./outbox.js";
import { onChangeElsewhere } from "./shelf.js";

const TOUCH = matchMedia("(pointer: coarse)")
const SIZES_ITSELF = CSS.supports("field-sizing", "content")

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

// The second press of a double click finds nothing to send, and that is no mistake.
document.addEventListener(
  "invalid",
  (event) => {
    if (event.target.id === "composer-body") event.preventDefault()
  },
  true,
)

document.addEventListener("submit", (event) => {
  const form = event.target
  if (form.id !== "composer") return
  event.preventDefault()
  const { body, client_id: clientId } = form.elements
  if (!body.value.trim()) return
  const message = { contact: openChat().dataset.with, address: form.action }
  Object.assign(message, { body: body.value, clientId: clientId.value })
  write("")
  form.querySelector("[role=alert]")?.remove()
  followEnd()
  send(message)
  clientId.value = newClientId()
  body.focus()
})

// A text that is to be changed goes in front of what was typed since.
document.addEventListener("edit", ({ detail: { contact, body } }) => {
  if (!composer()) return keepDraft(contact, [body, draftFor(contact)].filter(Boolean).join("\n"))
  write([body, composer().elements.body.value].filter(Boolean).join("\n"))
})

onChangeElsewhere((key, was) => {
  const isShown = composer() && key === `draft:${openChat().dataset.with}`
  if (isShown && composer().elements.body.value === (was ?? "")) fill()
})

for (const moment of ["htmx:afterSwap", "htmx:oobAfterSwap"]) {
  document.addEventListener(moment, () => {
    if (composer()?.elements.body.value === "") fill()
  })
}

/** From a page of the past the newest messages are another page. */
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

function write(text) {
  const { body } = composer().elements
  body.value = text
  keepDraft(openChat().dataset.with, text)
  body.removeAttribute("aria-invalid")
  body.removeAttribute("aria-describedby")
  grow(body)
}

function grow(body) {
  if (SIZES_ITSELF) return
  body.style.blockSize = "auto"
  body.style.blockSize = `${body.scrollHeight + body.offsetHeight - body.clientHeight}px`
}

if (composer()?.elements.body.value === "") fill()
