"""What can be read without a network, by whom, and what is gone when somebody leaves."""

import re

from playwright.sync_api import Page, expect

from tests.remote import RemotePerson

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


def sees_that_it_is_old(page: Page) -> None:
    expect(page.get_by_role("status").filter(has_text="Offline. As of")).to_be_visible()


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


def test_opened_conversations_are_read_without_a_network_and_say_how_old_they_are(
    traveller: Traveller,
) -> None:
    carol = has_opened_two_chats(traveller)
    page = traveller.page
    traveller.way.is_open = False

    page.goto(traveller.chat)
    expect(page.locator(".message__body")).to_have_text(CANARY)
    sees_that_it_is_old(page)
    page.locator(f'[data-contact="{carol}"] a').click()
    expect(page.locator(".message__body")).to_have_text("hello Carol")
    sees_that_it_is_old(page)
    page.goto(f"{traveller.way.origin}/chats/")
    expect(page.locator("[data-contact]")).to_have_count(2)
    expect(page.get_by_text("Choose a conversation.")).to_be_visible()
    page.goto(f"{traveller.way.origin}/account/")
    expect(page.get_by_role("heading", name="You are offline")).to_be_visible()


def test_a_kept_page_becomes_new_as_soon_as_there_is_a_network(traveller: Traveller) -> None:
    has_opened_two_chats(traveller)
    traveller.way.is_open = False
    traveller.page.goto(traveller.chat)
    sees_that_it_is_old(traveller.page)
    traveller.way.is_open = True
    traveller.bob.sends(traveller.alice, "and more").raise_for_status()

    expect(traveller.page.locator(".message__body")).to_have_text([CANARY, "and more"])
    expect(traveller.page.get_by_text("As of")).to_be_hidden()
    traveller.is_kept("and more")


def test_a_kept_conversation_that_is_older_than_its_list_lacks_nothing_in_the_end(
    traveller: Traveller,
) -> None:
    has_opened_two_chats(traveller)
    traveller.bob.sends(traveller.alice, "while Carol was open").raise_for_status()
    row = traveller.page.locator(f'[data-contact="{traveller.contact}"]')
    expect(row).to_contain_text("while Carol was open")
    traveller.keeps_frame("while Carol was open")
    traveller.way.is_open = False
    traveller.page.goto(traveller.chat)
    expect(traveller.page.locator(".message__body")).to_have_text(CANARY)
    traveller.way.is_open = True

    bodies = traveller.page.locator(".message__body")
    expect(bodies).to_have_text([CANARY, "while Carol was open"])


def test_what_was_read_live_is_kept_as_well(traveller: Traveller) -> None:
    traveller.opens()
    traveller.bob.sends(traveller.alice, CANARY).raise_for_status()
    expect(traveller.page.locator(".message__body")).to_have_text(CANARY)
    traveller.is_kept(CANARY)
    traveller.way.is_open = False
    traveller.page.reload()

    expect(traveller.page.locator(".message__body")).to_have_text(CANARY)


def test_a_kept_page_carries_the_same_policy(traveller: Traveller) -> None:
    has_opened_two_chats(traveller)
    online = traveller.page.goto(traveller.chat)
    traveller.way.is_open = False
    kept = traveller.page.goto(traveller.chat)

    assert online
    assert kept
    assert kept.from_service_worker
    for name in ("content-security-policy", "x-frame-options", "cross-origin-opener-policy"):
        assert kept.headers[name] == online.headers[name]


def leaves(page: Page) -> None:
    page.locator("#account-menu").click()
    page.get_by_role("button", name="Log out").click()


def test_after_logging_out_nothing_of_them_is_left(traveller: Traveller) -> None:
    has_opened_two_chats(traveller)
    page = traveller.page
    assert CANARY in keeps(page)
    leaves(page)
    expect(page).to_have_url(re.compile(f"^{traveller.way.origin}/$"))

    assert traveller.contact not in keeps(page)
    has_no_canary(traveller)
    traveller.way.is_open = False
    page.goto(traveller.chat)
    expect(page.get_by_role("heading", name="You are offline")).to_be_visible()


def test_logging_out_warns_of_what_is_not_sent_and_then_deletes_it(traveller: Traveller) -> None:
    traveller.opens()
    page = traveller.page
    traveller.way.is_open = False
    traveller.writes(CANARY)
    expect(page.locator("#messages [data-state=queued]")).to_have_count(1)
    page.locator("#composer-body").fill("and a draft")
    leaves(page)
    page.get_by_role("dialog").get_by_role("button", name="Stay").click()
    expect(page.locator("#messages [data-state=queued]")).to_have_count(1)
    expect(page.locator("#composer-body")).to_have_value("and a draft")

    leaves(page)
    page.get_by_role("button", name="Log out and delete").click()
    expect(page.get_by_role("alert")).to_contain_text("so you are still logged in")
    traveller.way.keeps_out = "/messages/"
    traveller.way.is_open = True
    leaves(page)
    page.get_by_role("button", name="Log out and delete").click()
    expect(page).to_have_url(re.compile(f"^{traveller.way.origin}/$"))

    kept = keeps(page)
    assert CANARY not in kept
    assert "and a draft" not in kept
    assert traveller.on_server() == []


def test_another_tab_leaves_as_well(traveller: Traveller) -> None:
    has_opened_two_chats(traveller)
    other = traveller.profile.context.new_page()
    other.goto(traveller.chat)
    leaves(traveller.page)

    expect(other).to_have_url(f"{traveller.way.origin}/")
    assert CANARY not in keeps(other)


def test_an_ended_session_hides_the_pages_and_keeps_what_waits_for_its_person(
    traveller: Traveller,
) -> None:
    has_opened_two_chats(traveller)
    traveller.opens()
    page = traveller.page
    traveller.way.is_open = False
    traveller.writes("sent when I am back")
    expect(page.locator("#messages [data-state=queued]")).to_have_count(1)
    session = next(it for it in traveller.profile.context.cookies() if "session" in it["name"])
    traveller.profile.context.clear_cookies(name=session["name"])
    traveller.way.is_open = True
    expect(page.get_by_text("Local sign-in")).to_be_visible()

    page.goto(traveller.way.origin)
    assert "sent when I am back" in keeps(page)
    has_no_canary(traveller)
    assert traveller.on_server() == [CANARY]
    traveller.device = RemotePerson(traveller.way.origin, traveller.device.email).signs_in()
    traveller.signs_in()
    traveller.opens()
    traveller.sees(CANARY, "sent when I am back")


def test_nothing_is_sent_as_the_next_person_who_signs_in(traveller: Traveller) -> None:
    """Their session takes the place of the first one, in another tab; then they leave."""
    has_opened_two_chats(traveller)
    traveller.opens()
    traveller.way.is_open = False
    traveller.writes("only as Alice")
    expect(traveller.page.locator("#messages [data-state=queued]")).to_have_count(1)
    traveller.way.is_open = True
    context = traveller.profile.context
    context.add_cookies(traveller.bob.cookies)
    other = context.new_page()
    other.goto(f"{traveller.way.origin}/chats/{traveller.alice}/")
    expect(other.locator(".message__body")).to_have_text(CANARY)
    expect(traveller.page.get_by_text("There is nothing at this address.")).to_be_visible()

    kept = keeps(other)
    assert "hello Carol" not in kept
    assert traveller.on_server() == [CANARY]
    leaves(other)
    expect(other).to_have_url(f"{traveller.way.origin}/")
    assert CANARY not in keeps(other)
    traveller.signs_in()
    traveller.opens()
    traveller.sees(CANARY, "only as Alice")
