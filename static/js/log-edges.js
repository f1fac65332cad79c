import { look } from "./look.js";

const LOAD_AHEAD = "400px 0px"

// Loads earlier and later messages when their link comes near. A page of the past that has reached
// the end goes on with what is new.
export class LogEdges {
  #pane;
  #scroller;
  #list;
  #near;
  #loading = false;

  constructor(pane, scroller, list) {
    this.#pane = pane
    this.#scroller = scroller
    this.#list = list
    this.#near = new IntersectionObserver((entries) => this.#reach(entries), {
      root: scroller,
      rootMargin: LOAD_AHEAD,
    })
  }

  watch() {
    this.#near.disconnect()
    for (const edge of this.#list.querySelectorAll(".older, .newer")) this.#near.observe(edge)
    if (this.isInThePast && !this.#list.querySelector(".newer")) this.#arrive()
  }

  disconnect() {
    this.#near.disconnect()
  }

  get isInThePast() {
    return this.#pane.dataset.after === ""
  }

  #arrive() {
    const newest = [...this.#list.querySelectorAll("[data-seq]")].at(-1)
    this.#pane.dataset.after = newest?.dataset.seq ?? 0
    this.#pane.querySelector(".conversation__notice--past")?.remove()
    document.getElementById("live").dataset.version = 0 // the list may know of more than came
    look()
  }

  async #reach(entries) {
    const edge = entries.findLast((entry) => entry.isIntersecting)?.target
    if (this.#loading || !edge) return
    this.#loading = true
    const link = edge.querySelector("a")
    this.#scroller.ariaBusy = "true" // so that history is not read out as news
    try {
      await htmx.ajax("GET", link.getAttribute("hx-get"), {
        source: link,
        target: edge,
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
