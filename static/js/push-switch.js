import { enrol, post, subscription } from "./push-subscription.js";

const ID_LENGTH = 32 // hexadecimal digits of the endpoint's hash, as the server names a device

// Notifications for this browser, on and off: what is asked for is asked at the press of a button
// whose reason stands above it.
class PushSwitch extends HTMLElement {
  connectedCallback() {
    this.hidden = false
    this.querySelector("[data-turn-on]").addEventListener("click", () => this.#try(this.#turnOn))
    this.querySelector("[data-turn-off]").addEventListener("click", () => this.#try(this.#turnOff))
    this.#try(this.#find)
  }

  async #try(change) {
    try {
      this.#show(await change.call(this))
      if (change !== this.#find) this.querySelector("button:not([hidden] *)")?.focus()
    } catch {
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
      list(await enrol(subscribed))
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
    for (const state of ["off", "on", "refused", "unsupported", "failed"]) {
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

async function isListed({ endpoint }) {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(endpoint))
  const hex = [...new Uint8Array(hash)].map((it) => it.toString(16).padStart(2, "0")).join("")
  return document.querySelector(`[data-device="${hex.slice(0, ID_LENGTH)}"]`) !== null
}

customElements.define("push-switch", PushSwitch)
