import { look } from "./look.js";
import { openChat } from "./open-chat.js";

const QUIET = 2_000 // ms between two questions
const LONGEST = 15_000 // ms, after errors

// #live holds what the server delivered last. An answer moves it, and so does another
// conversation in the pane, which brings its own number; the page's own messages do not.
class LiveUpdates extends HTMLElement {
  #listening
  #timer
  #asked = null
  #again = false
  #failures = 0

  connectedCallback() {
    this.#listening = new AbortController()
    const { signal } = this.#listening
    document.addEventListener("look", () => this.#ask(), { signal })
    document.addEventListener("htmx:afterSwap", (event) => this.#follow(event), { signal })
    this.addEventListener("htmx:beforeSwap", (event) => this.#sift(event), { signal })
    this.addEventListener("htmx:afterRequest", (event) => this.#count(event), { signal })
    this.#wait()
  }

  disconnectedCallback() {
    clearTimeout(this.#timer)
    this.#listening.abort()
  }

  async #ask() {
    clearTimeout(this.#timer)
    if (document.hidden) return
    if (this.#asked) {
      this.#again = true
      return
    }
    this.#asked = this.#question()
    this.#again = false
    try {
      await htmx.ajax("GET", `${this.dataset.url}?${this.#asked}`, { source: this, swap: "none" })
    } catch {
      // the network failed, which #count has seen
    }
    const moved = this.#question() !== this.#asked
    this.#asked = null
    if (this.#again || (moved && "more" in this.#live.dataset)) look()
    else this.#wait()
  }

  #wait() {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(look, Math.min(QUIET * 2 ** this.#failures, LONGEST))
  }

  #question() {
    const { version, after } = this.#live.dataset
    const question = new URLSearchParams({ version })
    const contact = openChat()?.dataset.with
    if (contact) question.set("contact", contact)
    if (contact && after) question.set("after", after)
    return question.toString()
  }

  #follow(event) {
    if (event.detail.target.id !== "conversation") return
    this.#live.dataset.after = openChat()?.dataset.after ?? ""
  }

  /** Errors stay quiet, and what answers a question that the page no longer asks is dropped. */
  #sift({ detail }) {
    const late = this.#asked !== this.#question()
    this.#again ||= late
    detail.isError = false
    if (late || detail.xhr.status >= 400) detail.shouldSwap = false
  }

  #count({ detail: { xhr } }) {
    const answered = xhr.status >= 200 && xhr.status < 400
    this.#failures = answered ? 0 : this.#failures + 1
  }

  get #live() {
    return document.getElementById("live")
  }
}

customElements.define("live-updates", LiveUpdates)
