// Keeps the worker fresh, and says when a new version of ChatScape waits to take over. A browser
// without workers, or with an older kind of them, does without.
const HOUR = 3_600_000 // ms
const SELDOM = 600_000 // ms between two looks as somebody comes back

const { version } = document.documentElement.dataset
const bar = document.getElementById("update")
const workers = navigator.serviceWorker

let registration
let updatedAt = -Infinity

const askWaiting = () => registration.waiting?.postMessage("version")
const watch = () => registration.installing?.addEventListener("statechange", askWaiting)

function update() {
  updatedAt = performance.now()
  registration.update().catch(() => {}) // there is no network
}

function comeBack() {
  if (performance.now() - updatedAt > SELDOM) update()
}

/** A waiting worker says its version because it was asked, a new one as it takes over. */
function learn({ data, source }) {
  if (!data.version) return
  if (source.state === "installed") offer(data.version)
  else if (data.version !== version) location.reload()
}

/** Where no tab is older than what waits, nobody need be asked. */
async function offer(next) {
  bar.hidden = next === version
  if (next !== version) return
  const { held } = await navigator.locks.query()
  const isOld = ({ name }) => name.startsWith(lockOf("")) && name !== lockOf(version)
  if (!held.some(isOld)) takeOver()
}

/** What every open page holds, so that others know of its version. */
const lockOf = (its) => `version:${its}`

function takeOver() {
  registration.waiting?.postMessage("update")
}

async function start() {
  workers.addEventListener("message", learn)
  navigator.locks.request(lockOf(version), { mode: "shared" }, () => new Promise(() => {}))
  registration = await workers.register("/serviceworker.js", { type: "module" })
  registration.addEventListener("updatefound", watch)
  watch()
  askWaiting()
  window.addEventListener("focus", comeBack)
  setInterval(update, HOUR)
}

bar.addEventListener("click", ({ target: { value } }) => {
  if (value) leaveBar()
  if (value === "now") takeOver()
})
function leaveBar() {
  bar.hidden = true
  document.getElementById("main").focus()
}

if (workers) start().catch(() => {})
