import { joinGroups, separateDays } from "./days.js";
import { JumpButton } from "./jump-button.js";
import { LogEdges } from "./log-edges.js";
import { numberOf, putInOrder } from "./message-order.js";
import { Place } from "./place.js";
import { lastInSight, restBelow, topOf } from "./sight.js";
import { UnreadDivider } from "./unread-divider.js";

// Messages in order, at the place where their reader is: at the end, which is followed as far as
// the first message that was not seen, or at a message that stays where it is on the screen.
export class ChatLog extends HTMLElement {
  #pane;
  #scroller;
  #list;
  #place;
  #edges;
  #divider;
  #jump;
  #additions;
  #sizes;
  #scroll = () => this.#remember();
  #known = new Map();
  #newest = 0;

  connectedCallback() {
    this.#pane = this.closest("[data-with]")
    this.#scroller = this.querySelector("[role=log]")
    this.#list = this.querySelector("ol")
    this.#place = new Place(this.#scroller, this.#list)
    this.#edges = new LogEdges(this.#pane, this.#scroller, this.#list)
    this.#divider = new UnreadDivider(this.#list, this.#pane.dataset.newBehind)
    this.#jump = new JumpButton(this.querySelector(".log__jump"), () => {
      this.#scroller.focus({ preventScroll: true })
      this.followEnd()
    })
    this.#additions = new MutationObserver(() => this.#settle())
    this.#sizes = new ResizeObserver(() => this.#keepPlace())
    this.#newest = Infinity // what the page came with is no news
    this.#settle()
    this.#additions.observe(this.#list, {
      childList: true,
      subtree: true,
      attributeFilter: ["data-seq"],
    })
    this.#sizes.observe(this.#scroller)
    this.#sizes.observe(this.#list)
    this.#scroller.addEventListener("scroll", this.#scroll, { passive: true })
  }

  disconnectedCallback() {
    this.#additions.disconnect()
    this.#sizes.disconnect()
    this.#edges.disconnect()
    this.#scroller.removeEventListener("scroll", this.#scroll)
  }

  /** To the end, past everything new. */
  followEnd() {
    this.#divider.clear()
    this.#place.goToEnd()
    this.#keepPlace()
  }

  show(message) {
    this.#scroller.scrollTop += topOf(message, this.#scroller) - this.#scroller.clientHeight / 3
    this.#remember()
  }

  get lastInSight() {
    return lastInSight(this.#list.querySelectorAll("[data-seq]"), this.#scroller)
  }

  #settle() {
    const messages = putInOrder(this.#list, this.#known)
    separateDays(this.#list)
    joinGroups(this.#list)
    this.#notice(messages)
    this.#divider.place()
    this.#additions.takeRecords()
    this.#keepPlace()
    this.#edges.watch()
  }

  /** News that nobody is looking at stands behind the divider; its reader may be elsewhere. */
  #notice(messages) {
    const known = this.#newest
    this.#newest = messages.length ? numberOf(messages.at(-1)) : 0
    if (this.#newest <= known || this.#edges.isInThePast) return
    const arrived = messages.slice(messages.findLastIndex((it) => numberOf(it) <= known) + 1)
    const first = arrived.find(({ dataset }) => dataset.from === "them")
    if (!first || this.#isWatched(first)) return
    if (!this.#divider.unseenBehind(this.#pane.dataset.read)) this.#divider.startBehind(known)
    this.#jump.announce()
  }

  #isWatched(first) {
    const fits = restBelow(this.#scroller) <= topOf(first, this.#scroller)
    return this.#place.isAtEnd && document.hasFocus() && fits
  }

  #keepPlace() {
    this.#place.keep(this.#divider.unseenBehind(this.#pane.dataset.read))
    this.#remember()
  }

  #remember() {
    const { isInThePast } = this.#edges
    this.#place.remember(isInThePast)
    this.#jump.offer(this.#place.isAtEnd, isInThePast)
  }
}

customElements.define("chat-log", ChatLog)
