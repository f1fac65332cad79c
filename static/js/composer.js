import { look } from "./look.js";

const TOUCH = matchMedia("(pointer: coarse)")
const SENT = 200
const CONFLICT = 409
const SIZES_ITSELF = CSS.supports("field-sizing", "content")

document.addEventListener("keydown", (event) => {
  const isPlainEnter = event.key === "Enter" && !event.shiftKey && !event.isComposing
  const isImeEnter = event.keyCode === 229 // Safari ends a composition before it sends the key
  if (event.target.id !== "composer-body" || !isPlainEnter || isImeEnter || TOUCH.matches) return
  event.preventDefault()
  event.target.form.requestSubmit()
})

document.addEventListener("input", ({ target }) => {
  if (target.id === "composer-body") grow(target)
})

document.addEventListener("htmx:configRequest", ({ target, detail }) => {
  if (target.id !== "composer") return
  target.elements.client_id.value ||= newClientId()
  detail.parameters.client_id = target.elements.client_id.value
})

document.addEventListener("htmx:afterRequest", ({ target, detail }) => {
  if (target.id !== "composer") return
  if (detail.xhr.status === SENT) finish(target, detail.requestConfig.formData.get("body"))
  else if (detail.xhr.status === CONFLICT) target.elements.client_id.value = newClientId()
})

/** The next message; what was typed while the last one was under way stays. */
function finish(form, sent) {
  const { body, client_id: clientId } = form.elements
  clientId.value = newClientId()
  body.value = body.value.startsWith(sent) ? body.value.slice(sent.length) : body.value
  body.removeAttribute("aria-invalid")
  body.removeAttribute("aria-describedby")
  form.querySelector("[role=alert]")?.remove()
  grow(body)
  body.focus()
  document.querySelector("chat-log").followEnd()
  look()
}

function grow(body) {
  if (SIZES_ITSELF) return
  body.style.blockSize = "auto"
  body.style.blockSize = `${body.scrollHeight + body.offsetHeight - body.clientHeight}px`
}

function newClientId() {
  if (crypto.randomUUID) return crypto.randomUUID()
  const bytes = crypto.getRandomValues(new Uint8Array(16)) // randomUUID wants https
  bytes[6] = (bytes[6] & 0x0f) | 0x40
  bytes[8] = (bytes[8] & 0x3f) | 0x80
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-")
}
