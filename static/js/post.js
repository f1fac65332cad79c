const PATIENCE = 20_000 // ms
const KEPT_ALIVE = 60_000 // bytes that a request may have to outlive its page

let isLeaving = false

/** The stored message, or why there is none; "" where nobody could say. */
export async function post({ address, body, clientId }) {
  const form = new URLSearchParams({ body, client_id: clientId })
  try {
    const response = await fetch(address, {
      method: "POST",
      body: form,
      headers: {
        "HX-Request": "true",
        "HX-Current-URL": location.href,
        "X-CSRFToken": document.querySelector("[name=csrfmiddlewaretoken]").value,
      },
      keepalive: form.toString().length < KEPT_ALIVE,
      signal: AbortSignal.timeout(PATIENCE),
    })
    if (response.headers.has("HX-Redirect")) return leave(response.headers.get("HX-Redirect"))
    if (response.headers.has("HX-Refresh")) return leave()
    return understand(await response.text(), clientId)
  } catch {
    if (isLeaving) return never() // the page gave up, not the request
    return { failure: "" } // no network, no answer, or not in time
  }
}

function understand(html, clientId) {
  const answer = new DOMParser().parseFromString(html, "text/html")
  const stored = answer.querySelector(`[data-seq][data-client-id="${clientId}"]`)
  if (stored) return { stored: document.adoptNode(stored) }
  const reason = answer.querySelector("[role=alert] p") ?? answer.querySelector("[role=alert]")
  return { failure: reason?.textContent.trim() ?? "" }
}

/** The session or the page's time has ended: the message waits until the person is back. */
function leave(address) {
  if (address) location.assign(address)
  else location.reload()
  return never()
}

function never() {
  return new Promise(() => {})
}

window.addEventListener("pagehide", () => (isLeaving = true))
window.addEventListener("pageshow", () => (isLeaving = false))
