/** Whether the server left out what a search does not match. */
export const IS_NARROWED = document.getElementById("contact-filter").defaultValue !== ""

// Narrows the list while somebody types; Enter opens the first that is left.
class ContactFilter extends HTMLElement {
  #filter = () => this.#apply();

  connectedCallback() {
    this.addEventListener("input", this.#filter)
    this.addEventListener("submit", (event) => this.#open(event))
    document.addEventListener("htmx:afterSettle", this.#filter)
    this.#apply()
  }

  disconnectedCallback() {
    document.removeEventListener("htmx:afterSettle", this.#filter)
  }

  #open(event) {
    event.preventDefault()
    const first = this.#wanted && document.querySelector("[data-contact]:not([hidden]) a")
    if (!first) return
    first.click()
    event.target.reset()
    this.#apply()
  }

  get #wanted() {
    return fold(this.querySelector("input").value.trim())
  }

  #apply() {
    const wanted = this.#wanted
    let shown = 0
    for (const row of document.querySelectorAll("[data-contact]")) {
      const name = row.querySelector(".contact__name").textContent
      row.hidden = wanted && !fold(`${name}\n${row.dataset.email}`).includes(wanted)
      if (!row.hidden) shown += 1
    }
    this.querySelector("[role=status] span").hidden = shown > 0 || !wanted
  }
}

/** Without case and accents, so that "zoe" finds Zoë. */
function fold(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase()
}

customElements.define("contact-filter", ContactFilter)
