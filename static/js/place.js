import { underDay } from "./days.js";
import { firstInSight, restBelow, topOf } from "./sight.js";

const NEAR_END = 120 // px

/** Where somebody is in what scrolls: at its end, or at a message that stays on the screen. */
export class Place {
  isAtEnd = true;
  #scroller;
  #list;
  #scrolled = 0;
  #anchor = null;
  #anchorTop = 0;

  constructor(scroller, list) {
    this.#scroller = scroller
    this.#list = list
  }

  /** Follows the end as far as a message that was not seen, if there is one. */
  keep(unseen) {
    const moved = this.#moved
    if (this.isAtEnd && moved > -NEAR_END) {
      this.#scroller.scrollTop = this.#scroller.scrollHeight
      const past = unseen ? topOf(unseen, this.#scroller) - underDay(this.#list) : 0
      if (past < 0) this.#scroller.scrollTop += past
    } else if (this.#anchor?.isConnected) {
      this.#scroller.scrollTop += topOf(this.#anchor, this.#scroller) - this.#anchorTop + moved
    }
  }

  goToEnd() {
    this.isAtEnd = true
    this.#scrolled = this.#scroller.scrollTop
  }

  remember(isInThePast) {
    this.isAtEnd = restBelow(this.#scroller) <= NEAR_END && !isInThePast
    this.#scrolled = this.#scroller.scrollTop
    this.#anchor = firstInSight(this.#list.querySelectorAll("[data-seq]"), this.#scroller)
    this.#anchorTop = this.#anchor ? topOf(this.#anchor, this.#scroller) : 0
  }

  /** What was scrolled before its event has come; at the very end the content may have shrunk. */
  get #moved() {
    return restBelow(this.#scroller) < 1 ? 0 : this.#scroller.scrollTop - this.#scrolled
  }
}
