"""A text of Bob's, and whether it is anywhere in Alice's browser."""

from playwright.sync_api import Page, expect

from .traveller import Traveller

CANARY = "the canary sings at dawn"
EVERYTHING = """async () => {
    const found = []
    for (const name of await caches.keys()) {
        const answers = await (await caches.open(name)).matchAll()
        for (const answer of answers) found.push(answer.url, await answer.text())
        for (const { url } of await (await caches.open(name)).keys()) found.push(url)
    }
    for (const { name } of await indexedDB.databases()) {
        const database = await new Promise(resolve => {
            indexedDB.open(name).onsuccess = event => resolve(event.target.result)
        })
        for (const store of database.objectStoreNames) {
            for (const all of ["getAll", "getAllKeys"]) {
                const request = database.transaction(store).objectStore(store)[all]()
                found.push(JSON.stringify(await new Promise(resolve => {
                    request.onsuccess = () => resolve(request.result)
                })))
            }
        }
        database.close()
    }
    return [...found, JSON.stringify(localStorage), JSON.stringify(sessionStorage)].join("\\n")
}"""
FROM_HTTP_CACHE = """async addresses => {
    const asked = addresses.map(it => fetch(it, { cache: "only-if-cached", mode: "same-origin" }))
    const answers = await Promise.allSettled(asked)
    const texts = answers.map(({ value }) => value?.ok ? value.text() : "")
    return (await Promise.all(texts)).join("\\n")
}"""


def keeps(page: Page) -> str:
    """All that the site keeps in this browser, as one text."""
    text: str = page.evaluate(EVERYTHING)
    return text


def remembers(page: Page, *addresses: str) -> str:
    """What the browser's own cache has of these addresses."""
    text: str = page.evaluate(FROM_HTTP_CACHE, list(addresses))
    return text


def has_no_canary(traveller: Traveller) -> None:
    """Not in the browser's own cache either, nor behind its back button."""
    page = traveller.page
    text = keeps(page) + remembers(page, traveller.chat, f"{traveller.chat}messages/?before=100")
    assert CANARY not in text
    assert traveller.device.email not in text
    style = page.locator("link[rel=stylesheet]").first.get_attribute("href") or ""
    assert "{" in remembers(page, style)
    page.go_back()
    expect(page.get_by_text("Local sign-in")).to_be_visible()
    assert CANARY not in page.content()


def has_opened_two_chats(traveller: Traveller) -> str:
    """With Bob, where the canary is, and with Carol. Carol's id."""
    carol = traveller.device.adds("carol@example.com")
    traveller.device.sends(carol, "hello Carol").raise_for_status()
    traveller.bob.sends(traveller.alice, CANARY).raise_for_status()
    traveller.opens()
    traveller.page.locator(f'[data-contact="{carol}"] a').click()
    expect(traveller.page.locator(".message__body")).to_have_text("hello Carol")
    traveller.is_kept("hello Carol", carol)
    traveller.is_kept(CANARY)
    return carol
