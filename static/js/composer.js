import { newClientId } from "./client-id.js";
import { draftFor, giveBack, keepDraft } from "./drafts.js";
import { look } from "./look.js";
import { showUnsent } from "./notices.js";

const TOUCH = matchMedia("(pointer: coarse)")
const SENT = 200
const CONFLICT = 409
const SIZES_ITSELF = CSS.supports("field-sizing", "content")

const underWay = new WeakMap() // form → what it has sent

document.addEventListener("keydown", (event) => {
  const isPlainEnter = event.key === "Enter" && !event.shiftKey && !event.isComposing
  const isImeEnter = event.keyCode === 229 // Safari ends a composition before it sends the key
  if (event.target.id !== "composer-body" || !isPlainEnter || isImeEnter || TOUCH.matches) return
  event.preventDefault()
  event.target.form.requestSubmit()
})

document.addEventListener("input", ({ target }) => {
  if (target.id !== "composer-body") return
  grow(target)
  keep(target.form)
})

document.addEventListener("htmx:configRequest", ({ target, detail }) => {
  if (target.id !== "composer") return
  target.elements.client_id.value ||= newClientId()
  detail.parameters.client_id = target.elements.client_id.value
})

// The form itself listens for the answer: it may have left the page by then.
document.addEventListener("htmx:beforeRequest", ({ target: form }) => {
  if (form.id !== "composer") return
  const { body, client_id: clientId } = form.elements
  const sent = { contact: contactOf(form), body: body.value, clientId: clientId.value }
  underWay.set(form, sent)
  keep(form)
  const settle = ({ detail }) => conclude(form, sent, detail.xhr.status)
  form.addEventListener("htmx:afterRequest", settle, { once: true })
})

for (const moment of ["htmx:afterSwap", "htmx:oobAfterSwap"]) {
  document.addEventListener(moment, () => {
    const form = document.getElementById("composer")
    if (form && !form.elements.body.value) fill(form)
  })
}

function conclude(form, sent, status) {
  underWay.delete(form)
  const clientId = status === CONFLICT ? newClientId() : sent.clientId
  if (status === SENT && form.isConnected) finish(form, sent.body)
  else if (status === SENT) look()
  else if (form.isConnected) {
    form.elements.client_id.value = clientId
    keep(form)
  } else takeBack({ ...sent, clientId })
}

/** The next message; what was typed while the last one was under way stays. */
function finish(form, sent) {
  const { body, client_id: clientId } = form.elements
  clientId.value = newClientId()
  body.value = withoutStart(body.value, sent)
  body.removeAttribute("aria-invalid")
  body.removeAttribute("aria-describedby")
  form.querySelector("[role=alert]")?.remove()
  keep(form)
  grow(body)
  body.focus()
  document.querySelector("chat-log").followEnd()
  look()
}

/** Into the conversation it was written in, which may be open again or wait to be opened. */
function takeBack({ contact, body, clientId }) {
  const form = document.getElementById("composer")
  const isOpen = form !== null && contactOf(form) === contact
  if (isOpen && form.elements.body.value === body) return keep(form) // the server gave it back
  giveBack(contact, body, clientId)
  if (isOpen) fill(form)
  else showUnsent(contact)
}

function keep(form) {
  const sent = underWay.get(form)
  const { body, client_id: clientId } = form.elements
  if (sent) keepDraft(contactOf(form), withoutStart(body.value, sent.body))
  else keepDraft(contactOf(form), body.value, clientId.value)
}

function fill(form) {
  const draft = draftFor(contactOf(form))
  if (!draft.body) return
  form.elements.body.value = draft.body
  form.elements.client_id.value = draft.clientId || newClientId()
  grow(form.elements.body)
}

function withoutStart(text, start) {
  return text.startsWith(start) ? text.slice(start.length) : text
}

function contactOf(form) {
  return form.closest("[data-with]").dataset.with
}

function grow(body) {
  if (SIZES_ITSELF) return
  body.style.blockSize = "auto"
  body.style.blockSize = `${body.scrollHeight + body.offsetHeight - body.clientHeight}px`
}
