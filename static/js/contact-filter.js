class ContactFilter extends HTMLElement {
  #filter = () => this.#apply();

  connectedCallback() {
    this.addEventListener("input", this.#filter)
    this.querySelector("form").addEventListener("submit", (event) => event.preventDefault())
    document.addEventListener("htmx:afterSettle", this.#filter)
    this.#apply()
  }

  disconnectedCallback() {
    document.removeEventListener("htmx:afterSettle", this.#filter)
  }

  #apply() {
    const wanted = fold(this.querySelector("input").value.trim())
    let shown = 0
    for (const row of document.querySelectorAll("[data-contact]")) {
      row.hidden = !fold(`${row.dataset.name}\n${row.dataset.email}`).includes(wanted)
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
