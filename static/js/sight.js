const IN_SIGHT = 8 // px of a message

/** How far below the upper edge of what scrolls an element begins. */
export function topOf(element, scroller) {
  return element.getBoundingClientRect().top - scroller.getBoundingClientRect().top
}

/** How much of what scrolls lies below its lower edge. */
export function restBelow({ scrollHeight, scrollTop, clientHeight }) {
  return scrollHeight - scrollTop - clientHeight
}

/** The first of the messages, which are in order, that does not begin above the edge. */
export function firstInSight(messages, scroller) {
  const first = firstIndex(messages, (it) => topOf(it, scroller) >= 0)
  return messages[Math.min(first, messages.length - 1)] ?? null
}

/** The last one that has come up over the lower edge. */
export function lastInSight(messages, scroller) {
  const edge = scroller.clientHeight - IN_SIGHT
  return messages[firstIndex(messages, (it) => topOf(it, scroller) > edge) - 1] ?? null
}

/** By halves: measuring each message would be slow in a long conversation. */
function firstIndex(messages, holds) {
  let [low, high] = [0, messages.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (holds(messages[middle])) high = middle
    else low = middle + 1
  }
  return low
}
