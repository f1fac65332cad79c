import { get, put, remove } from "./shelf.js";

// What was typed to somebody and not sent yet.
const keyOf = (contact) => `draft:${contact}`

export const draftFor = (contact) => get(keyOf(contact)) ?? ""

export function keepDraft(contact, text) {
  if (text) put(keyOf(contact), text)
  else remove(keyOf(contact))
}
