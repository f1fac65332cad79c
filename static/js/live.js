import { look } from "./look.js";
import { openChat } from "./open-chat.js";
import { tell } from "./tabs.js";

const NEWS = 200
const UNREACHED = 500 // and above: it is not ChatScape that answers, or it cannot

// #live holds which version the server delivered last, the open conversation which message.
// Answers move both; the page's own messages do not. Every question ends in "looked".
class LiveUpdates extends HTMLElement {
  #listening;
  #asked = null;
  #again = false;
  #status = 0;

  connectedCallback() {
    this.#listening = new AbortController()
    const { signal } = this.#listening
    document.addEventListener("look", (event) => this.#ask(event), { signal })
    document.addEventListener("told", (event) => this.#compare(event), { signal })
    document.addEventListener("htmx:afterSwap", (event) => this.#follow(event), { signal })
    this.addEventListener("htmx:beforeSwap", (event) => this.#sift(event), { signal })
    this.addEventListener("htmx:oobAfterSwap", (event) => this.#deliver(event), { signal })
    this.addEventListener("htmx:afterRequest", (event) => this.#note(event), { signal })
    this.#goBack()
  }

  disconnectedCallback() {
    this.#listening.abort()
  }

  async #ask({ detail }) {
    if (document.hidden) return
    if (this.#asked) {
      this.#again ||= !detail?.isReturn
      return
    }
    this.#asked = this.#question()
    this.#again = false
    this.#status = 0
    try {
      await htmx.ajax("GET", `${this.dataset.url}?${this.#asked}`, { source: this, swap: "none" })
    } catch {
      // the network failed, which #note has seen
    }
    const hasMoved = this.#question() !== this.#asked
    this.#asked = null
    tell({ version: this.#version })
    if (this.#again || (hasMoved && "more" in this.#live.dataset)) look()
    this.#report()
  }

  #report() {
    const isReached = this.#status > 0 && this.#status < UNREACHED
    const detail = { isReached, hasNews: this.#status === NEWS }
    document.dispatchEvent(new CustomEvent("looked", { detail }))
  }

  #question() {
    const { version, user } = this.#live.dataset
    const question = new URLSearchParams({ version, user })
    const { with: contact, after } = openChat()?.dataset ?? {}
    if (contact) question.set("contact", contact)
    if (contact && after) question.set("after", after)
    return question.toString()
  }

  #compare({ detail }) {
    if (detail.version > this.#version) look()
  }

  #follow({ detail }) {
    if (detail.target.id === "conversation" && this.#goBack()) look()
  }

  /** A conversation may be older than the list beside it: what it lacks is asked for again. */
  #goBack() {
    const version = Number(openChat()?.dataset.version ?? Infinity)
    if (version >= this.#version) return false
    this.#live.dataset.version = version
    return true
  }

  #deliver({ target }) {
    const chat = openChat()
    const { after } = target.dataset
    if (target.id === "live" && chat && after) chat.dataset.after = after
  }

  /** Errors stay quiet, and what answers a question that the page no longer asks is dropped. */
  #sift({ detail }) {
    const isLate = this.#asked !== this.#question()
    this.#again ||= isLate
    detail.isError = false
    if (isLate || detail.xhr.status >= 400) detail.shouldSwap = false
  }

  #note({ detail }) {
    this.#status = detail.xhr.status
  }

  get #live() {
    return document.getElementById("live")
  }

  get #version() {
    return Number(this.#live.dataset.version)
  }
}

customElements.define("live-updates", LiveUpdates)
