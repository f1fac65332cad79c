const IN_SIGHT = 8 // px of a message
const REFUSED = 403

// Looks again whenever something may have come into sight; only "look" repeats what failed, and
// nothing repeats what was refused. One element for each pane, which knows how far it is shown.
class MarkRead extends HTMLElement {
  #listening
  #read = 0
  #isBusy = false
  #hasFailed = false

  connectedCallback() {
    this.#listening = new AbortController()
    const { signal } = this.#listening
    const check = () => this.#check()
    document.addEventListener("look", () => this.#retry(), { signal })
    this.addEventListener("htmx:afterRequest", (event) => this.#learn(event), { signal })
    document.addEventListener("htmx:afterSettle", check, { signal })
    document.addEventListener("scroll", check, { signal, capture: true, passive: true })
    check()
  }

  disconnectedCallback() {
    this.#listening.abort()
  }

  async #check() {
    const pane = this.closest("[data-with]")
    const row = document.querySelector(`[data-contact="${pane.dataset.with}"]`)
    const seq = Number(pane.dataset.after)
    if (this.#isBusy || this.#hasFailed || seq <= this.#read) return
    if (!Number(row?.dataset.unread)) return
    if (!document.hasFocus() || document.hidden || !newestIsInSight()) return
    this.#isBusy = true
    try {
      await htmx.ajax("POST", this.dataset.url, {
        source: this,
        target: row,
        swap: "outerHTML",
        values: { seq },
      })
      if (!this.#hasFailed) this.#read = seq
    } catch {
      // the network failed, which #learn has seen
    } finally {
      this.#isBusy = false
    }
  }

  #learn({ detail }) {
    this.#hasFailed = !detail.successful
    if (detail.xhr.status === REFUSED) this.#listening.abort()
  }

  #retry() {
    this.#hasFailed = false
    this.#check()
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
