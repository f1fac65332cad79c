import { look } from "./look.js";
import { subscription } from "./push-subscription.js";
import { leads, tell } from "./tabs.js";

const BUSY = 1_000 // ms between two looks while something happens
const QUIET = 15_000 // ms at most, when nothing does or nobody answers
const PUSHED = 60_000 // ms at most, where a push tells of what is new
const GROWTH = 1.5
const ACTIVITY = ["input", "keydown", "pointerdown", "outbox", "htmx:beforeRequest"]

let quiet = QUIET
let pause = BUSY
let isLost = false
let timer

// Looks for all tabs; a tab that could not get an answer tries again by itself.
function wait() {
  clearTimeout(timer)
  if (leads() || isLost) timer = setTimeout(look, pause)
}

/** Somebody is here: the long wait is over. Without an answer it is not. */
function stir() {
  if (pause === BUSY || isLost) return
  pause = BUSY
  wait()
}

document.addEventListener("looked", ({ detail }) => {
  pause = detail.hasNews ? BUSY : Math.min(pause * GROWTH, detail.isReached ? quiet : QUIET)
  isLost = !detail.isReached
  wait()
})

for (const name of ACTIVITY) {
  const notice = ({ target }) => {
    if (target.closest?.("[data-quiet]")) return
    if (leads()) stir()
    else tell({ isStirred: true })
  }
  document.addEventListener(name, notice, { passive: true })
}

document.addEventListener("told", ({ detail }) => {
  if (detail.isStirred) stir()
})

document.addEventListener("lead", () => {
  pause = BUSY
  wait()
})
wait()
subscription().then((it) => {
  if (it) quiet = PUSHED
})
