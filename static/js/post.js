const PATIENCE = 20_000 // ms
const PERSISTENCE = 8 // tries against what may be a proxy's own mind
const KEPT_ALIVE = 60_000 // bytes that a request may have to outlive its page
const STALE = 403
const AS_HTMX = { "HX-Request": "true" }
const IS_PAGE = "document" in globalThis

let token = IS_PAGE && document.querySelector("[name=csrfmiddlewaretoken]")?.value

/** What became of a message: { stored } with the answer; { refused } with it, for good; { later },
 *  after so many ms; { isOver }, since its person is not signed in; {} where nobody answered, or not
 *  in time. An answer that is not ChatScape's is one to wait after. */
export async function post(message) {
  try {
    if (!token && (await renewToken()) !== message.person) return { isOver: true }
    const first = await submit(message)
    if (first.status !== STALE || !first.headers.has("HX-Refresh")) return understand(first, message)
    if ((await renewToken()) !== message.person) return { isOver: true }
    return understand(await submit(message), message)
  } catch {
    return {} // no network, no answer, or not in time
  }
}

/** Who may act here; "" for nobody, or somebody suspended. Throws without an answer of ours. */
export async function renewToken() {
  const answer = await ask("/account/token/", { headers: AS_HTMX })
  if (answer.status === 401 || answer.headers.has("HX-Refresh")) return ""
  if (!answer.ok) throw new Error(answer.status)
  const { user, csrf } = await answer.json()
  token = csrf
  return user
}

export const currentToken = () => token

function submit({ address, body, clientId, person }) {
  const form = new URLSearchParams({ body, client_id: clientId, user: person })
  return ask(address, {
    method: "POST",
    body: form,
    headers: {
      ...AS_HTMX,
      ...(IS_PAGE && { "HX-Current-URL": location.href }), // to come back to
      "X-CSRFToken": token || "",
    },
    keepalive: form.toString().length < KEPT_ALIVE,
  })
}

const ask = (address, options) => {
  return fetch(address, { ...options, signal: AbortSignal.timeout(PATIENCE) })
}

async function understand(answer, { clientId, tries }) {
  const { status, headers } = answer
  if (status === 401 || headers.has("HX-Refresh")) {
    return { isOver: true, address: headers.get("HX-Redirect") }
  }
  if (status === 429 || status >= 500) return { later: pause(headers.get("Retry-After"), tries) }
  const text = await answer.text()
  if (answer.ok && text.includes(clientId)) return { stored: text }
  const isOurs = headers.has("HX-Retarget") || tries >= PERSISTENCE
  return isOurs && status >= 400 ? { refused: text } : { later: pause(null, tries) }
}

/** As long as was asked for, else longer each time, up to minutes; never all at once. */
function pause(seconds, tries) {
  const wanted = Number(seconds) || Math.min(2 ** tries, 300)
  return wanted * 1000 * (1 + Math.random() / 4)
}
