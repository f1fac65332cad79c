const OPENERS = '[data-opens="install"]'

const dialog = document.getElementById("install")

let prompt = null // the browser's own, where it has one

// It comes after the page has loaded, for which this module has run.
window.addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault()
  prompt = event
})

window.addEventListener("appinstalled", withdraw)

document.addEventListener("click", ({ target }) => {
  if (!target.closest(OPENERS)) return
  if (!prompt) return dialog.showModal()
  prompt.prompt()
  prompt = null // it asks once
})

function withdraw() {
  for (const opener of document.querySelectorAll(OPENERS)) opener.hidden = true
}

/** How this browser installs a site, as the dialog names it. */
function way() {
  const { userAgent, maxTouchPoints } = navigator
  const has = (name) => userAgent.includes(name)
  if (has("iPhone") || has("iPad") || (has("Mac") && maxTouchPoints > 1)) return "share" // an iPad
  if (has("Firefox")) return has("Android") ? "firefox-android" : "firefox"
  return has("Mac") && !has("Chrome") ? "dock" : "menu"
}

// As for a window of its own, the style sheet knows that it is one.
async function start() {
  dialog.querySelector(`[data-way=${way()}]`).hidden = false
  const installed = (await navigator.getInstalledRelatedApps?.()) ?? []
  if (navigator.standalone || installed.length) withdraw()
}

start()
