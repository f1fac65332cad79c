/** Where browsers can, what waits goes out without a page as well. */
export async function wakeWorker(queue) {
  if (queue.every(({ failure }) => failure !== undefined)) return
  const registration = await navigator.serviceWorker?.getRegistration()
  await registration?.sync?.register("outbox").catch(() => {}) // not in a private window
}
