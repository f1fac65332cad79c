import { openChat } from "./open-chat.js";
import { lineToEarlier } from "./unread-divider.js";

const PAUSE = 400 // ms without scrolling, before the end is reached
const REFUSED = 403

// A message counts as read once it was on the screen of a window that has the focus; what is new
// from an earlier page on stays so until its reader gets there, or says so. Looks again whenever
// something may have come into sight; only "look" repeats what failed, and nothing repeats what
// was refused. One element for each pane.
class MarkRead extends HTMLElement {
  #listening;
  #pane;
  #timer;
  #isBusy = false;
  #hasFailed = false;

  connectedCallback() {
    this.#listening = new AbortController()
    this.#pane = openChat()
    const { signal } = this.#listening
    const check = () => this.#check()
    document.addEventListener("look", () => this.#retry(), { signal })
    this.addEventListener("htmx:afterRequest", (event) => this.#learn(event), { signal })
    document.addEventListener("htmx:afterSettle", check, { signal })
    document.addEventListener("scroll", check, { signal, capture: true, passive: true })
    check()
  }

  disconnectedCallback() {
    clearTimeout(this.#timer)
    this.#listening.abort()
  }

  #check() {
    clearTimeout(this.#timer)
    const seq = this.#seen()
    if (seq === this.#newest()) this.#mark()
    else if (seq) this.#timer = setTimeout(() => this.#mark(), PAUSE)
  }

  /** The number of the last message in sight, or 0 where that is no news. */
  #seen() {
    if (this.#isBusy || this.#hasFailed || !Number(this.#row?.dataset.unread)) return 0
    if (!document.hasFocus() || document.hidden || this.#hasGap) return 0
    const seq = Number(this.#pane.querySelector("chat-log").lastInSight?.dataset.seq ?? 0)
    return seq > this.#pane.dataset.read ? seq : 0
  }

  async #mark() {
    const seq = this.#seen()
    if (!seq) return
    this.#isBusy = true
    try {
      await htmx.ajax("POST", this.dataset.url, {
        source: this,
        target: this.#row,
        swap: "outerHTML",
        values: { seq },
      })
      if (!this.#hasFailed) this.#pane.dataset.read = seq
      if (seq === this.#newest()) lineToEarlier()?.remove()
    } catch {
      // the network failed, which #learn has seen
    } finally {
      this.#isBusy = false
    }
    if (!this.#hasFailed) this.#check()
  }

  #learn({ detail }) {
    this.#hasFailed = !detail.successful
    if (detail.xhr.status === REFUSED) this.#listening.abort()
  }

  #retry() {
    this.#hasFailed = false
    this.#check()
  }

  #newest() {
    return Number([...this.#pane.querySelectorAll("[data-seq]")].at(-1)?.dataset.seq ?? 0)
  }

  get #hasGap() {
    const first = this.#pane.querySelector("[data-seq]")?.dataset.seq
    return first - 1 > this.#pane.dataset.read && lineToEarlier()
  }

  get #row() {
    return document.querySelector(`[data-contact="${this.#pane.dataset.with}"]`)
  }
}

customElements.define("mark-read", MarkRead)
