import { localise } from "./local-time.js";
import { openChat } from "./open-chat.js";
import { tell } from "./tabs.js";

// Says quietly, for as long as it is so, that ChatScape cannot be reached, and how old what is
// shown is, where it was kept here.
const [lost, old] = document.getElementById("connection").children

let wasReached = true

function show(isReached) {
  const since = openChat()?.dataset.kept ?? document.documentElement.dataset.kept
  lost.hidden = isReached || since !== undefined
  old.hidden = isReached || since === undefined
  if (!old.hidden) old.querySelector("time").dateTime = since
  localise(old)
  const isNews = isReached !== wasReached
  wasReached = isReached
  return isNews
}

/** A page that was kept may be of an older version than the worker, which says its own. */
function renew() {
  const { kept } = document.documentElement.dataset
  if (kept) navigator.serviceWorker.controller?.postMessage("version")
  delete document.documentElement.dataset.kept
  delete openChat()?.dataset.kept
}

document.addEventListener("looked", ({ detail: { isReached } }) => {
  if (isReached) renew()
  if (show(isReached)) tell({ isReached })
})

document.addEventListener("told", ({ detail: { isReached } }) => {
  if (isReached !== undefined) show(isReached)
})

document.addEventListener("htmx:afterSwap", () => openChat()?.dataset.kept && show(false))
window.addEventListener("offline", () => show(false))
if (document.documentElement.dataset.kept) show(false)
