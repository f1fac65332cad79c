import { fact, setFact } from "./database.js";
import { forgetPages } from "./kept-pages.js";

// Whose things this browser keeps. A page says who is signed in, that nobody is, or, kept itself
// for when there is no network, nothing.
const { user } = document.documentElement.dataset

export const settled = settle()

async function settle() {
  if (user === undefined || !globalThis.caches) return
  if (!user) return forgetPages()
  const before = await fact("person")
  if (before === user) return
  await forgetPages()
  await setFact("person", user)
}
