const OPEN_MENUS = "details.menu[open]"

document.addEventListener("click", ({ target }) => {
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
