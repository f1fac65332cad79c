// What was typed to somebody and not sent, for as long as the page lives: contact id →
// { body, clientId }, where a client id tells that the text may already have reached the server.
const drafts = new Map()

export function draftFor(contact) {
  return drafts.get(contact) ?? { body: "", clientId: "" }
}

export function keepDraft(contact, body, clientId = "") {
  if (body) drafts.set(contact, { body, clientId })
  else drafts.delete(contact)
}

/** A text that could not be sent, in front of what was typed since. */
export function giveBack(contact, body, clientId) {
  const since = draftFor(contact).body
  if (since) keepDraft(contact, `${body}\n${since}`)
  else keepDraft(contact, body, clientId)
}
