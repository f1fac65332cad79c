import { separateDays } from "./days.js";
import { sortMessages } from "./message-order.js";

const NEAR_END = 120 // px
const LOAD_AHEAD = "400px 0px 0px"

export class ChatLog extends HTMLElement {
  #scroller
  #list
  #additions
  #sizes
  #top
  #scroll = () => this.#remember()
  #known = new Map()
  #isAtEnd = true
  #anchor = null
  #anchorTop = 0
  #loading = false

  connectedCallback() {
    this.#scroller = this.querySelector("[role=log]")
    this.#list = this.querySelector("ol")
    this.#additions = new MutationObserver(() => this.#settle())
    this.#sizes = new ResizeObserver(() => this.#keepPlace())
    this.#top = new IntersectionObserver((entries) => this.#reach(entries), {
      root: this.#scroller,
      rootMargin: LOAD_AHEAD,
    })
    this.#settle()
    this.#additions.observe(this.#list, { childList: true })
    this.#sizes.observe(this.#scroller)
    this.#scroller.addEventListener("scroll", this.#scroll, { passive: true })
  }

  disconnectedCallback() {
    this.#additions.disconnect()
    this.#sizes.disconnect()
    this.#top.disconnect()
    this.#scroller.removeEventListener("scroll", this.#scroll)
  }

  followEnd() {
    this.#isAtEnd = true
    this.#keepPlace()
  }

  #settle() {
    sortMessages(this.#list, this.#known)
    separateDays(this.#list)
    this.#additions.takeRecords()
    this.#keepPlace()
    this.#watchTop()
  }

  #keepPlace() {
    if (this.#isAtEnd) this.#scroller.scrollTop = this.#scroller.scrollHeight
    else if (this.#anchor?.isConnected) {
      this.#scroller.scrollTop += this.#offset(this.#anchor) - this.#anchorTop
    }
    this.#remember()
  }

  #remember() {
    const { scrollHeight, scrollTop, clientHeight } = this.#scroller
    this.#isAtEnd = scrollHeight - scrollTop - clientHeight <= NEAR_END
    this.#anchor = this.#firstInSight()
    this.#anchorTop = this.#anchor ? this.#offset(this.#anchor) : 0
  }

  #firstInSight() {
    const messages = this.#list.querySelectorAll("[data-seq]")
    let [low, high] = [0, messages.length - 1]
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.#offset(messages[middle]) < 0) low = middle + 1
      else high = middle
    }
    return messages[low] ?? null
  }

  #offset(element) {
    return element.getBoundingClientRect().top - this.#scroller.getBoundingClientRect().top
  }

  #watchTop() {
    this.#top.disconnect()
    const older = this.#list.querySelector(".older")
    if (older) this.#top.observe(older)
  }

  async #reach(entries) {
    const entry = entries.at(-1)
    if (this.#loading || !entry.isIntersecting) return
    this.#loading = true
    const link = entry.target.querySelector("a")
    this.#scroller.ariaBusy = "true" // so that history is not read out as news
    try {
      await htmx.ajax("GET", link.getAttribute("hx-get"), {
        source: link,
        target: entry.target,
        swap: "outerHTML",
      })
    } catch {
      // the network failed: the link is still there to press
    } finally {
      this.#scroller.ariaBusy = null
      this.#loading = false
    }
  }
}

customElements.define("chat-log", ChatLog)
