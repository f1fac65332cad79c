import { tell } from "./tabs.js";

// Says quietly, for as long as it is so, that ChatScape cannot be reached.
function show(isReached) {
  const notice = document.querySelector("#connection .connection__lost")
  if (notice.hidden === isReached) return
  notice.hidden = isReached
  return true
}

document.addEventListener("looked", ({ detail: { isReached } }) => {
  if (show(isReached)) tell({ isReached })
})

document.addEventListener("told", ({ detail: { isReached } }) => {
  if (isReached !== undefined) show(isReached)
})

window.addEventListener("offline", () => show(false))
