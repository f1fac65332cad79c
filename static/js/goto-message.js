import { openChat } from "./open-chat.js";

const AROUND = 20 // messages behind the wanted one; before it lie as many

let loaded = "" // the address around whose message was loaded

// "#message-123" in the address leads to that message, wherever in the conversation it is.
async function go() {
  const seq = Number(/^#message-(\d{1,12})$/.exec(location.hash)?.[1])
  const chat = openChat()
  if (!seq || !chat) return
  const messages = [...chat.querySelectorAll("[data-seq]")]
  if (isBeyond(messages, seq, chat) && loaded !== location.href) {
    loaded = location.href
    const around = `${location.pathname}?before=${seq + AROUND}`
    try {
      await htmx.ajax("GET", around, { source: chat, target: "#conversation" })
      go()
    } catch {
      loaded = "" // the network failed
    }
  } else point(messages.find(({ dataset }) => dataset.seq >= seq))
}

function isBeyond(messages, seq, chat) {
  const isPast = chat.dataset.after === ""
  return seq < messages[0]?.dataset.seq || (isPast && seq > messages.at(-1)?.dataset.seq)
}

function point(message) {
  if (!message) return
  message.tabIndex = -1
  message.focus({ preventScroll: true })
  message.closest("chat-log").show(message)
}

// Who has opened another conversation meanwhile stays there.
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const { elt } = detail.requestConfig
  if (elt.matches("[data-with]") && !elt.isConnected) detail.shouldSwap = false
})
window.addEventListener("hashchange", go)
go()
