import { openChat } from "./open-chat.js";

const IN_SIGHT = 8 // px of a message

// Looks again whenever something may have come into sight; "look" also repeats what failed.
class MarkRead extends HTMLElement {
  #listening
  #read = 0
  #isBusy = false

  connectedCallback() {
    this.#listening = new AbortController()
    const { signal } = this.#listening
    const check = () => this.#check()
    document.addEventListener("look", check, { signal })
    document.addEventListener("htmx:afterSettle", check, { signal })
    document.addEventListener("scroll", check, { signal, capture: true, passive: true })
    check()
  }

  disconnectedCallback() {
    this.#listening.abort()
  }

  async #check() {
    const row = document.querySelector(`[data-contact="${openChat()?.dataset.with}"]`)
    const seq = Number(document.getElementById("live").dataset.after)
    if (this.#isBusy || !Number(row?.dataset.unread) || seq <= this.#read) return
    if (!document.hasFocus() || document.hidden || !newestIsInSight()) return
    this.#isBusy = true
    try {
      await this.#mark(row, seq)
    } catch {
      // the network failed: the next look tries again
    } finally {
      this.#isBusy = false
    }
  }

  async #mark(row, seq) {
    this.addEventListener("htmx:afterRequest", ({ detail }) => {
      if (detail.successful) this.#read = seq
    }, { once: true })
    await htmx.ajax("POST", this.dataset.url, {
      source: this,
      target: row,
      swap: "outerHTML",
      values: { seq },
    })
  }
}

function newestIsInSight() {
  const log = document.getElementById("chat-log")
  const newest = [...log.querySelectorAll("[data-seq]")].at(-1)
  return newest !== undefined && isAbove(newest, log)
}

function isAbove(newest, log) {
  return newest.getBoundingClientRect().top + IN_SIGHT <= log.getBoundingClientRect().bottom
}

customElements.define("mark-read", MarkRead)
