const DONE = 200

let added = null

document.addEventListener("contact-added", ({ detail }) => {
  added = detail.id
})

// Once somebody was added the form is empty again and folded away, and their conversation opens.
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
  document.getElementById(`contact-link-${added}`)?.click()
  added = null
})
