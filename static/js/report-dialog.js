const dialog = document.getElementById("report")
const notices = document.getElementById("notices") // which nobody sees behind a dialog

dialog.addEventListener("htmx:afterSwap", ({ target, detail }) => {
  if (target !== dialog || !detail.requestConfig.elt.isConnected) return
  dialog.append(notices)
  dialog.showModal()
})

dialog.addEventListener("mousedown", (event) => {
  if (event.target !== dialog) return // and not what lies behind it
  event.preventDefault() // the focus stays where it is given back to
  dialog.close()
})

dialog.addEventListener("report-received", ({ target }) => {
  target.elements.comment.value = ""
  target.querySelector("ul").remove() // and the look that it still meant to ask for
  dialog.close()
})

dialog.addEventListener("close", putBack)

function putBack() {
  document.querySelector(".above").append(notices)
}

putBack() // a page that was kept may have them here
