// Asks the server as the person of this session, from a page or from the worker.
const PATIENCE = 20_000 // ms
const AS_HTMX = { "HX-Request": "true" }
const IS_PAGE = "document" in globalThis

let token = IS_PAGE && document.querySelector("[name=csrfmiddlewaretoken]")?.value

export const hasToken = () => Boolean(token)

/** Whether this person may act here, and is not suspended; of another one than is asked for no token
 *  is kept. Throws without an answer of ours. */
export async function renewToken(person) {
  const answer = await ask("/account/token/", { headers: AS_HTMX })
  if (answer.status === 401 || answer.headers.has("HX-Refresh")) return false
  if (!answer.ok) throw new Error(answer.status)
  const { user, csrf } = await answer.json()
  if (!person || person === user) token = csrf
  return person === user
}

/** The answer to a form, or to a body with a type of its own. */
export function submit(address, body, { headers, ...options } = {}) {
  const ours = { ...AS_HTMX, "X-CSRFToken": token || "" }
  if (IS_PAGE) ours["HX-Current-URL"] = location.href // to come back to
  return ask(address, { method: "POST", body, headers: { ...ours, ...headers }, ...options })
}

function ask(address, options) {
  return fetch(address, { ...options, signal: AbortSignal.timeout(PATIENCE) })
}
