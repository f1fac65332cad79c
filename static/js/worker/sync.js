import { channelOf, fact } from "../database.js";
import { deliver } from "../delivery.js";
import { waiting } from "../queue.js";

/** Sends what waits, also while no page is open. Throws where the browser is to try again. */
export async function sendWaiting() {
  const person = await fact("person")
  if (!person) return
  const pages = channelOf(person)
  let isOver = false
  await deliver(person, (_, outcome) => {
    isOver ||= outcome.isOver
    pages.postMessage({ outbox: "changed" })
  })
  pages.close()
  const isLeft = (await waiting(person)).some(({ failure }) => failure === undefined)
  if (isLeft && !isOver) throw new Error("Some messages still wait.")
}
