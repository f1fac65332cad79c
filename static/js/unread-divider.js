const TO_EARLIER = ".conversation__notice [href*='#']"

/** The line that leads to new messages which begin on an earlier page, or null. */
export function lineToEarlier() {
  return document.querySelector(TO_EARLIER)?.parentElement
}

// Stands in front of the first message of the other side behind a number; there is none where
// that message may lie on an earlier page.
export class UnreadDivider {
  #list;
  #behind;

  constructor(list, behind) {
    this.#list = list
    this.#behind = Number(behind ?? Infinity)
  }

  startBehind(seq) {
    this.#behind = seq
  }

  clear() {
    this.#behind = Infinity
    this.place()
  }

  place() {
    const first = this.#first()
    const shown = this.#list.querySelector(".unread")
    if (!first) shown?.remove()
    else if (!shown || first.previousElementSibling !== shown) first.before(shown ?? divider())
  }

  /** The divider, as long as what follows it lies behind a number that was read. */
  unseenBehind(read) {
    const shown = this.#list.querySelector(".unread")
    return shown?.nextElementSibling?.dataset.seq > Number(read) ? shown : null
  }

  #first() {
    const messages = [...this.#list.querySelectorAll("[data-seq]")]
    const first = messages.find(({ dataset }) => {
      return dataset.from === "them" && dataset.seq > this.#behind
    })
    const isPageStart = first === messages[0] && first?.dataset.seq > this.#behind + 1
    return isPageStart && this.#list.querySelector(".older") ? null : first
  }
}

function divider() {
  const template = document.getElementById("unread-template")
  return template.content.firstElementChild.cloneNode(true)
}
