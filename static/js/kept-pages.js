// Pages that can be read without a network: private, so in a cache that names its person.
const PAGES = "pages:"

export const pagesOf = (person) => caches.open(PAGES + person)

export async function forgetPages() {
  const names = await caches.keys()
  const pages = names.filter((name) => name.startsWith(PAGES))
  await Promise.all(pages.map((name) => caches.delete(name)))
}
