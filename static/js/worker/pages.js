import { forgetPages, keptPage } from "../kept-pages.js";
import { offline } from "./shell.js";

// Pages come from the network, as they are now. Where it does not answer, or not in time, they
// come from what this browser keeps, which says how old it is.
const CHATS = /^\/chats\/([0-9a-f]{20}\/)?$/
const ENDED = [401, 403]
const PATIENCE = 5_000 // ms

/** Whether there may be a copy of what is asked for. */
export function isReadable({ mode, headers }, { pathname, search }) {
  return CHATS.test(pathname) && !search && (mode === "navigate" || headers.has("HX-Request"))
}

export async function readable(event, settings) {
  const network = fromNetwork(event)
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE))
  const first = await Promise.race([network, late])
  if (first?.ok || first?.isOver) return first.answer
  return (await copyOf(event.request, settings)) ?? answered(network, event.request, settings)
}

async function fromNetwork({ request, preloadResponse }) {
  try {
    const answer = (await preloadResponse) ?? (await fetch(request))
    const isOver = answer.type === "opaqueredirect" || ENDED.includes(answer.status)
    if (isOver) await forgetPages() // nobody is signed in any more, or they are suspended
    return { answer, isOver, ok: answer.status < 500 }
  } catch {
    return {}
  }
}

async function copyOf({ url, mode }, { headers }) {
  const isPart = mode !== "navigate"
  const html = await keptPage(new URL(url).pathname, { isPart })
  const type = { "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store" }
  return html && new Response(html, { headers: { ...headers, ...type } })
}

async function answered(network, { mode }, settings) {
  const { answer } = await network
  if (answer) return answer
  return mode === "navigate" ? offline(settings) : Response.error()
}
