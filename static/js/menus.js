const OPEN_MENUS = "details.menu[open]"

// Before a dialog opens: its opener has the focus, which the dialog gives back. Where that is in a
// menu, the menu closes and has it instead.
document.addEventListener(
  "click",
  ({ target }) => {
    const opener = target.closest("[data-opens]")
    const menu = opener?.closest("details")
    if (menu) menu.open = false
    const place = menu?.querySelector("summary") ?? opener
    place?.focus()
  },
  true,
)

// Notices go by their button, menus by a press beside them.
document.addEventListener("click", ({ target }) => {
  if (target.closest("[data-dismiss]")) target.closest(".notice").remove()
  for (const menu of document.querySelectorAll(OPEN_MENUS)) {
    if (!menu.contains(target)) menu.open = false
  }
})

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return
  for (const menu of document.querySelectorAll(OPEN_MENUS)) {
    if (menu.contains(document.activeElement)) menu.querySelector("summary").focus()
    menu.open = false
    event.preventDefault() // this press has done its work
  }
})
