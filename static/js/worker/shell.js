// The files that every page is made of, one cache for each version. Names with a hash never
// change their content, so what is kept is right for as long as it is kept.
const SHELL = "shell:"

export async function keepShell({ version, shell }) {
  const cache = await caches.open(SHELL + version)
  await cache.addAll(shell)
}

/** Of the versions before, `needed` stays: pages that were kept were made for it. */
export async function dropShells({ version }, needed) {
  const kept = [SHELL + version, SHELL + needed]
  const names = await caches.keys()
  const old = names.filter((name) => name.startsWith(SHELL) && !kept.includes(name))
  await Promise.all(old.map((name) => caches.delete(name)))
}

/** What stands for a page that is neither to be had nor kept. */
export async function offline({ version }) {
  return (await caches.open(SHELL + version)).match("/offline/")
}

export async function fromShell(request) {
  return (await caches.match(request)) ?? fetch(request)
}
