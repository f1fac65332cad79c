// A dialog gives the focus back to where it was. News may have put another in that one's place.
let last = ""

document.addEventListener("focusout", ({ target }) => {
  if (!target.closest("dialog")) last = target.id
})

document.addEventListener(
  "close",
  ({ target }) => {
    const { activeElement, body } = document
    if (activeElement === body || target.contains(activeElement)) {
      document.getElementById(last)?.focus()
    }
  },
  true, // it does not bubble
)
