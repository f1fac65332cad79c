/** Messages by number, each once; `known` remembers which element a number already has. */
export function sortMessages(list, known) {
  const messages = dropRepeats([...list.querySelectorAll("[data-seq]")], known)
  messages.sort((one, other) => one.dataset.seq - other.dataset.seq)
  let next = null
  for (const message of messages.reverse()) {
    if (messageAfter(message) !== next) list.insertBefore(message, next)
    next = message
  }
}

function dropRepeats(messages, known) {
  return messages.filter((message) => {
    const first = known.get(message.dataset.seq)
    if (first?.isConnected && first !== message) {
      message.remove()
      return false
    }
    known.set(message.dataset.seq, message)
    return true
  })
}

function messageAfter(message) {
  let next = message.nextElementSibling
  while (next && !next.dataset.seq) next = next.nextElementSibling
  return next
}
