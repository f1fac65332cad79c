/** Messages by number, each once, and behind them what is on its way. The numbered ones.
 *  `known` remembers which element a number already has. */
export function putInOrder(list, known) {
  const messages = [...list.querySelectorAll("[data-seq]")].filter((it) => isFirst(it, known))
  if (!isAscending(messages)) sort(list, messages)
  const unsent = [...list.querySelectorAll("[data-state]")]
  if (unsent.some(numberedAfter)) list.append(...unsent)
  return messages
}

function isFirst(message, known) {
  const seq = numberOf(message)
  const first = known.get(seq)
  if (first === message || !first?.isConnected) known.set(seq, message)
  else message.remove()
  return known.get(seq) === message
}

function isAscending(messages) {
  return messages.every((it, index) => index === 0 || numberOf(messages[index - 1]) < numberOf(it))
}

function sort(list, messages) {
  messages.sort((one, other) => numberOf(one) - numberOf(other))
  let next = null
  for (const message of messages.toReversed()) {
    if (numberedAfter(message) !== next) list.insertBefore(message, next)
    next = message
  }
}

function numberedAfter(message) {
  let next = message.nextElementSibling
  while (next && !next.dataset.seq) next = next.nextElementSibling
  return next
}

export function numberOf(message) {
  return Number(message.getAttribute("data-seq"))
}
