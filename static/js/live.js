import { look } from "./look.js";
import { openChat } from "./open-chat.js";

const BUSY = 1_000 // ms between two questions while something happens
const IDLE = 5_000 // ms at most, when nothing does
const FAILING = 15_000 // ms at most, after errors
const NO_NEWS = 204
const ACTIVITY = ["input", "keydown", "pointerdown", "htmx:beforeRequest"]

// #live holds which version the server delivered last, the open conversation which message.
// Answers move both; the page's own messages do not.
class LiveUpdates extends HTMLElement {
  #listening
  #timer
  #asked = null
  #again = false
  #failures = 0
  #idle = 0

  connectedCallback() {
    this.#listening = new AbortController()
    const { signal } = this.#listening
    document.addEventListener("look", () => this.#ask(), { signal })
    document.addEventListener("htmx:afterSwap", (event) => this.#follow(event), { signal })
    for (const name of ACTIVITY) {
      document.addEventListener(name, (event) => this.#stir(event), { signal, passive: true })
    }
    this.addEventListener("htmx:beforeSwap", (event) => this.#sift(event), { signal })
    this.addEventListener("htmx:oobAfterSwap", (event) => this.#deliver(event), { signal })
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
    const idle = Math.min(BUSY * 2 ** this.#idle, IDLE)
    const failing = Math.min(BUSY * 2 ** this.#failures, FAILING)
    this.#timer = setTimeout(look, Math.max(idle, failing))
  }

  /** Somebody is here: the long wait is over, without a new one at every key. */
  #stir({ target }) {
    if (this.#idle === 0 || target.closest?.("[data-quiet]")) return
    this.#idle = 0
    if (!this.#asked) this.#wait()
  }

  #question() {
    const { version, user } = this.#live.dataset
    const question = new URLSearchParams({ version, user })
    const { with: contact, after } = openChat()?.dataset ?? {}
    if (contact) question.set("contact", contact)
    if (contact && after) question.set("after", after)
    return question.toString()
  }

  /** A conversation may be older than the list beside it: what it lacks is asked for again. */
  #follow({ detail }) {
    const version = openChat()?.dataset.version
    if (detail.target.id !== "conversation" || !version) return
    const { dataset } = this.#live
    if (Number(version) >= Number(dataset.version)) return
    dataset.version = version
    look()
  }

  #deliver({ target }) {
    const chat = openChat()
    const { after } = target.dataset
    if (target.id === "live" && chat && after) chat.dataset.after = after
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
    this.#idle = xhr.status === NO_NEWS ? this.#idle + 1 : 0
  }

  get #live() {
    return document.getElementById("live")
  }
}

customElements.define("live-updates", LiveUpdates)
