// Leads from further up to the end, and says when something new is there.
export class JumpButton {
  #button;
  #hasNews = false;

  constructor(button, press) {
    this.#button = button
    button.addEventListener("click", press)
  }

  announce() {
    this.#hasNews = true
  }

  /** At the end nothing is new any more; on a page of the past the end is another page. */
  offer(isAtEnd, isInThePast) {
    this.#hasNews &&= !isAtEnd
    this.#button.hidden = isAtEnd || isInThePast
    const [news, end] = this.#button.children
    news.hidden = !this.#hasNews
    end.hidden = this.#hasNews
  }
}
