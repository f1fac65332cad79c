// A dialog gives the focus back to where it was. Where news has put another element there since,
// with the same id, that one takes it.
let opener = ""

document.addEventListener("focusout", ({ target, relatedTarget }) => {
  if (relatedTarget?.closest("dialog") && !target.closest("dialog")) opener = target.id
})

document.addEventListener(
  "close",
  ({ target }) => {
    const { activeElement, body } = document
    if (activeElement === body || target.contains(activeElement)) {
      document.getElementById(opener)?.focus()
    }
    opener = ""
  },
  true, // it does not bubble
)
