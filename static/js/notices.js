const NOTICES = "#notices"
const READABLE = 4_000 // ms that a notice stays at least

let unreachableSince = 0

/** Shows what a template of the page says, once it is filled. */
export function say(name, fill) {
  const { content } = document.getElementById(`${name}-template`)
  const notice = content.firstElementChild.cloneNode(true)
  fill?.(notice)
  document.querySelector(NOTICES).replaceChildren(notice)
}

function showUnreachable() {
  if (document.querySelector(`${NOTICES} .notice`)) return // which says more
  say("unreachable", (notice) => (notice.dataset.unreachable = ""))
  unreachableSince = performance.now()
}

/** Says with whom the text waits that could not be sent. */
export function showUnsent(contact) {
  const name = document.querySelector(`[data-contact="${contact}"] .contact__name`)
  say("unsent", (notice) => {
    notice.querySelector("bdi").textContent = name?.textContent ?? ""
  })
}

function isQuiet(target) {
  return target.closest("[data-quiet]") !== null
}

// An answer that names its place goes there, as long as who asked is still on the page. A plain
// error page, which a proxy may send, never gets into the conversation.
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (detail.xhr.status < 400) return
  const asker = detail.requestConfig.elt
  const place = detail.xhr.getResponseHeader("HX-Retarget")
  if (isQuiet(asker)) detail.shouldSwap = false
  else if (!place) {
    detail.shouldSwap = false
    showUnreachable()
  } else if (place !== NOTICES && !asker.isConnected) detail.shouldSwap = false
})

// What stands there already is not said again, and keeps the focus.
document.addEventListener("htmx:oobBeforeSwap", (event) => {
  const { target, fragment } = event.detail
  if (target.id === "news" && target.textContent === fragment.textContent) event.preventDefault()
})

for (const failure of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(failure, ({ target }) => {
    if (!isQuiet(target)) showUnreachable()
  })
}

document.addEventListener("htmx:beforeRequest", ({ target }) => {
  if (!isQuiet(target)) document.querySelector(NOTICES).replaceChildren()
})

// Whoever asked: an answer shows that ChatScape can be reached again.
document.addEventListener("htmx:afterRequest", ({ detail: { xhr } }) => {
  if (xhr.status < 200 || xhr.status >= 400) return
  if (performance.now() - unreachableSince < READABLE) return
  document.querySelector(`${NOTICES} [data-unreachable]`)?.remove()
})
