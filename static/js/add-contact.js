const DONE = 200

// Once somebody was added the form is empty again and folded away.
document.addEventListener("htmx:afterRequest", ({ target, detail }) => {
  if (target.id !== "add-contact" || detail.xhr.status !== DONE) return
  for (const input of target.querySelectorAll(".field__input")) {
    input.value = ""
    input.removeAttribute("aria-invalid")
    input.removeAttribute("aria-describedby")
  }
  for (const alert of target.querySelectorAll("[role=alert]")) alert.remove()
  const details = target.closest("details")
  details.querySelector("summary").focus()
  details.open = false
})
