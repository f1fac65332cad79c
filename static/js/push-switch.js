import { enrol, idOf, post, subscription } from "./push-subscription.js";
import { reasonIn } from "./reason.js";

const { session } = document.documentElement.dataset
const STATES = ["off", "on", "refused", "unsupported", "failed"]
const SHOWN = ":is(button, [tabindex]):not([hidden], [hidden] *)"

// Notifications for this browser, on and off: what is asked for is asked at the press of a button
// whose reason stands above it.
class PushSwitch extends HTMLElement {
  connectedCallback() {
    this.hidden = false
    this.#excuse = this.querySelector("[data-failed]").textContent
    this.querySelector("[data-turn-on]").addEventListener("click", () => this.#try(this.#turnOn))
    this.querySelector("[data-turn-off]").addEventListener("click", () => this.#try(this.#turnOff))
    this.#try(this.#find)
  }

  #excuse // for what failed without a reason

  async #try(change) {
    try {
      this.#show(await change.call(this))
      if (change !== this.#find) this.querySelector(SHOWN).focus()
    } catch ({ answer }) {
      this.querySelector("[data-failed]").textContent = reasonIn(answer) || this.#excuse
      this.#show((await subscription()) ? "on" : "off", "failed")
    }
  }

  async #find() {
    if (!globalThis.PushManager || !navigator.serviceWorker) return "unsupported"
    if (Notification.permission === "denied") return "refused"
    const subscribed = await subscription()
    if (!subscribed) return "off"
    if (keyOf(subscribed) === this.dataset.key && (await isListed(subscribed))) return "on"
    await subscribed.unsubscribe() // the server does not send to it
    return "off"
  }

  async #turnOn() {
    const permission = await Notification.requestPermission()
    if (permission !== "granted") return permission === "denied" ? "refused" : "off"
    const { pushManager } = await navigator.serviceWorker.ready
    const applicationServerKey = this.dataset.key
    const subscribed = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey })
    try {
      list(await enrol(subscribed, session))
    } catch (error) {
      await subscribed.unsubscribe()
      throw error
    }
    return "on"
  }

  async #turnOff() {
    const subscribed = await subscription()
    await subscribed?.unsubscribe()
    const gone = new URLSearchParams({ endpoint: subscribed?.endpoint ?? "" })
    list(await post(this.dataset.removeUrl, gone))
    return "off"
  }

  #show(...states) {
    for (const state of STATES) {
      this.querySelector(`[data-${state}]`).hidden = !states.includes(state)
    }
  }
}

/** The devices as they are now, in the place of those that were shown. */
function list(html) {
  const fresh = new DOMParser().parseFromString(html, "text/html").getElementById("devices")
  document.getElementById("devices").replaceWith(document.adoptNode(fresh))
}

function keyOf({ options: { applicationServerKey } }) {
  const text = btoa(String.fromCharCode(...new Uint8Array(applicationServerKey)))
  return text.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "")
}

async function isListed(subscribed) {
  return document.querySelector(`[data-device="${await idOf(subscribed)}"]`) !== null
}

customElements.define("push-switch", PushSwitch)
