// "look" is the one event that makes the page ask for news; whatever knows of some may send it.

export function look() {
  document.dispatchEvent(new Event("look"))
}

window.addEventListener("focus", look)
window.addEventListener("online", look)
document.addEventListener("visibilitychange", look)
