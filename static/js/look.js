import { openChat } from "./open-chat.js";

// The one way to say that something may have moved: look() makes the page ask. The focus, the
// connection, the heartbeat, the outbox, other tabs and a push call it; a stream can. It may be
// called at any time and too often: a page that has everything gets a short "nothing new".

export function look() {
  document.dispatchEvent(new Event("look"))
}

/** Somebody looks at the page again, which is told twice: it is in sight, and has the focus. */
function comeBack() {
  document.dispatchEvent(new CustomEvent("look", { detail: { isReturn: true } }))
}

window.addEventListener("focus", comeBack)
window.addEventListener("online", look)
document.addEventListener("visibilitychange", comeBack)

// A push came for a conversation. Whether it is in front of somebody only its page knows.
navigator.serviceWorker?.addEventListener("message", ({ data: { push }, ports }) => {
  if (push === undefined) return
  ports[0].postMessage(openChat()?.dataset.with === push)
  look()
})
