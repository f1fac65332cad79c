// The one way to say that something may have moved: look() makes the page ask. Today the focus,
// the connection, the heartbeat, the outbox and other tabs call it; a push or a stream can. It may
// be called at any time and too often: a page that has everything gets a short "nothing new".

export function look() {
  document.dispatchEvent(new Event("look"))
}

window.addEventListener("focus", look)
window.addEventListener("online", look)
document.addEventListener("visibilitychange", look)
