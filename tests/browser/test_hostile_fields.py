"""Hostile texts in the fields of one line, and in the addresses of pages."""

import re
from urllib.parse import quote, urlencode

import pytest
from playwright.sync_api import Page, expect

from tests.remote import RemotePerson

from .guest import PHONE
from .hostile_names import EMAILS, REFUSED_EMAILS
from .hostile_texts import DIRECTIONS, ENTITIES, INVISIBLE, MARKUP, SMALL, TEMPLATES
from .room import Room
from .talk import talk_in
from .unharmed import is_whole, watched

pytestmark = pytest.mark.parametrize("site", ["sqlite"], indirect=True)

SCRIPTS = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
OUT_OF_ATTRIBUTES = {name: text for name, text in MARKUP.items() if name.startswith("out of")}
MAX_QUERY = 100  # characters


def test_an_address_is_shown_and_copied_as_it_is(desk: Room) -> None:
    alice = desk.guest("Alice", permissions=["clipboard-read", "clipboard-write"]).signs_in()
    with watched(alice):
        for name, email in EMAILS.items():
            alice.enters(name, email)
            expect(alice.page.locator(".conversation__email")).to_have_text(email)
            alice.page.get_by_role("button", name="Copy").click()
            expect(alice.page.get_by_text("Copied")).to_be_visible()
            assert alice.page.evaluate("navigator.clipboard.readText()") == email
            assert is_whole(alice.page)


@SCRIPTS
def test_an_address_that_is_refused_is_given_back(desk: Room, scripts: bool) -> None:
    alice = desk.guest("Alice", viewport=PHONE, java_script_enabled=scripts).signs_in()
    alice.allowed_statuses.add("422")
    with watched(alice):
        form = alice.page.locator("#add-contact")
        for email in REFUSED_EMAILS.values():
            form.evaluate("form => { form.noValidate = true }")
            alice.enters("Bob", email)
            expect(form).to_have_js_property("noValidate", False)  # it is another form
            expect(alice.page.locator("#add-email-error")).to_be_visible()
            expect(form.get_by_label("E-mail address")).to_have_js_property("value", email)
            assert is_whole(alice.page)
        assert alice.page.locator("[data-contact]").count() == 0


def test_what_is_searched_for_stays_in_its_field(desk: Room) -> None:
    alice = desk.guest("Alice", viewport=PHONE).signs_in()
    RemotePerson(alice.origin, alice.email).signs_in().adds(f"bob-{alice.email}")
    rows = alice.page.locator("[data-contact]:visible")
    alice.closes()
    with watched(alice):
        for text in SMALL.values():
            alice.page.get_by_role("searchbox").fill(text)
            if len(text) < MAX_QUERY:
                expect(rows).to_have_count(0)
            assert is_whole(alice.page)
        alice.page.get_by_role("searchbox").fill("bob")
        expect(rows).to_have_count(1)


def test_what_an_address_searches_for_is_in_the_field_without_scripts(desk: Room) -> None:
    alice = desk.guest("Alice", viewport=PHONE, java_script_enabled=False).signs_in()
    RemotePerson(alice.origin, alice.email).signs_in().adds(f"bob-{alice.email}")
    with watched(alice):
        for text in (ENTITIES | DIRECTIONS | INVISIBLE | OUT_OF_ATTRIBUTES).values():
            alice.page.goto(f"{alice.origin}/chats/?{urlencode({'q': text})}")
            line = re.sub("[\r\n]", "", text.strip()[:MAX_QUERY])  # as any field of one line
            field = alice.page.get_by_role("searchbox")
            expect(field).to_have_js_property("value", line)
            expect(alice.page.get_by_text("No contact matches.")).to_be_visible()
            expect(alice.page.locator("[data-contact]")).to_have_count(0)
            assert is_whole(alice.page)


def words(page: Page) -> str:
    return page.locator("body").inner_text()


def test_pages_that_say_no_repeat_nothing_of_their_address(desk: Room) -> None:
    alice = desk.guest("Alice")
    alice.allowed_statuses |= {"400", "404"}
    failed, nowhere = f"{alice.origin}/oidc/callback/?", f"{alice.origin}/nowhere/"
    names = ("error", "error_description", "error_uri", "code", "state")
    alice.page.goto(failed + urlencode(dict.fromkeys(names, "x")))
    said_failed = words(alice.page)
    alice.page.goto(nowhere)
    said_nowhere = words(alice.page)
    with watched(alice):
        for text in MARKUP.values():
            alice.page.goto(failed + urlencode(dict.fromkeys(names, text)))
            assert words(alice.page) == said_failed
        for text in (TEMPLATES | ENTITIES).values():
            alice.page.goto(nowhere + quote(text, safe=""))
            assert words(alice.page) == said_nowhere


def test_a_hostile_end_of_an_address_leads_nowhere(desk: Room) -> None:
    talk = talk_in(desk)
    talk.writes("hello")
    talk.sees_stored("hello")
    with watched(talk.alice):
        for text in (MARKUP | TEMPLATES | ENTITIES).values():
            talk.page.evaluate("text => { location.hash = text }", text)
            talk.page.evaluate("text => { location.hash = `message-${text}` }", text)
        talk.writes("still here")
        talk.sees_stored("hello", "still here")
