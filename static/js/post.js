import { hasToken, renewToken, submit } from "./request.js";

const PERSISTENCE = 8 // tries against what may be a proxy's own mind
const KEPT_ALIVE = 60_000 // bytes that a request may have to outlive its page
const STALE = 403

/** What became of a message: { stored } with the answer; { refused } with it, for good; { later },
 *  after so many ms; { isOver }, since its person is not signed in; {} where nobody answered, or not
 *  in time. An answer that is not ChatScape's is one to wait after. */
export async function post(message) {
  try {
    if (!hasToken() && !(await renewToken(message.person))) return { isOver: true }
    const first = await send(message)
    if (first.status !== STALE || !first.headers.has("HX-Refresh")) return understand(first, message)
    if (!(await renewToken(message.person))) return { isOver: true }
    return understand(await send(message), message)
  } catch {
    return {} // no network, no answer, or not in time
  }
}

function send({ address, body, clientId, person }) {
  const form = new URLSearchParams({ body, client_id: clientId, user: person })
  return submit(address, form, { keepalive: form.toString().length < KEPT_ALIVE })
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
