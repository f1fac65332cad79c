import { fact } from "../database.js";
import { deliver } from "../delivery.js";

/** Sends what waits, also while no page is open. Throws where the browser is to try again. */
export async function sendWaiting() {
  const person = await fact("person")
  if (!person) return
  const pages = new BroadcastChannel(`chatscape:${person}`)
  let isOver = false
  const isDone = await deliver(person, (_, outcome) => {
    isOver ||= outcome.isOver
    pages.postMessage({ outbox: "left" })
  })
  pages.close()
  if (!isDone && !isOver) throw new Error("Some messages still wait.")
}
