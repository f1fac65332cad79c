const THANKS = 2_000 // ms

class CopyAddress extends HTMLElement {
  #timer;

  connectedCallback() {
    this.querySelector("button").addEventListener("click", () => this.#copy())
  }

  disconnectedCallback() {
    clearTimeout(this.#timer)
  }

  async #copy() {
    await navigator.clipboard.writeText(this.dataset.address)
    const done = this.querySelector("[role=status] span")
    done.hidden = false
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => (done.hidden = true), THANKS)
  }
}

// An element that is not defined stays hidden: no clipboard, no button.
if (navigator.clipboard) customElements.define("copy-address", CopyAddress)
