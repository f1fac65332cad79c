"""What the site has in a browser's database."""

from typing import Any

from playwright.sync_api import Page

READ = """([store, method, ...key]) => new Promise((resolve) => {
    indexedDB.open("chatscape").onsuccess = ({ target: { result: database } }) => {
        const asked = database.transaction(store).objectStore(store)[method](...key)
        asked.onsuccess = () => {
            database.close()
            resolve(asked.result)
        }
    }
})"""


def fact(page: Page, name: str) -> Any:
    """None where it is not known."""
    return page.evaluate(READ, ["facts", "get", name])


def queued(page: Page) -> list[str]:
    """The texts of the messages that wait, in their order."""
    return [it["body"] for it in page.evaluate(READ, ["outbox", "getAll"])]


def has_draft(page: Page) -> bool:
    """In any conversation, as this tab sees it."""
    found: bool = page.evaluate("Object.keys(localStorage).some(it => it.includes(':draft:'))")
    return found
