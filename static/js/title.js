// "(2) Bob · ChatScape": how many conversations have something unread, and which one is open.
function show() {
  const unread = document.querySelectorAll('[data-contact]:not([data-unread="0"])').length
  const name = document.getElementById("conversation-header")?.dataset.title ?? "ChatScape"
  document.title = unread ? `(${unread}) ${name}` : name
}

document.addEventListener("htmx:afterSettle", show)
show()
