"""Hostile names: of contacts and of oneself, in lists, headers, titles and requests."""

import json

import pytest
from playwright.sync_api import Locator, expect

from contacts.domain import preview_of
from tests.remote import RemotePerson

from .guest import DESKTOP, PHONE, Guest
from .hostile_names import NAMES, REFUSED_NAMES, called
from .hostile_texts import MESSAGES, shown
from .room import Room
from .unharmed import is_whole, rows, stains, watched

pytestmark = pytest.mark.parametrize("site", ["sqlite"], indirect=True)

NARROW = {"width": 320, "height": 568}
TALL = 3_600
CALLED = [called(name) for name in NAMES.values()]
OF_STRANGERS = [
    called(NAMES[key])
    for key in (
        "script",
        "out of an attribute",
        "right to left",
        "wide letters",
        "marks upwards",
        "marks below",
        "emoji joined without end",
        "said by the site",
    )
]

SAID = """
() => {
  const find = selector => document.querySelector(selector)
  return {
    heading: [...document.querySelectorAll("h2.conversation__name")].map(it => it.textContent),
    elements: [...document.querySelectorAll(".conversation__name *")].map(it => it.tagName),
    field: find("#rename-name").value,
    log: find("#chat-log").getAttribute("aria-label"),
    label: find("label[for=composer-body]").textContent,
  }
}
"""


def address(number: int) -> str:
    return f"n{number}@example.com"


def sees_open(alice: Guest, name: str) -> None:
    """The conversation with somebody of that name, wherever the page says so."""
    expect(alice.page.locator(".conversation__name")).to_have_text(name)
    expect(alice.page).to_have_title(f"{name} · ChatScape")
    assert alice.page.evaluate(SAID) == {
        "heading": [name],
        "elements": ["BDI"],
        "field": name,
        "log": f"Messages with {name}",
        "label": f"Message to {name}",
    }
    assert is_whole(alice.page)


def paints_within(guest: Guest, texts: Locator, around: Locator) -> bool:
    expect(around.first).to_be_visible()
    return stains(guest.page, texts, around) == 0


def test_whoever_is_added_has_the_name_that_was_typed(desk: Room) -> None:
    alice = desk.guest("Alice").signs_in()
    with watched(alice):
        for number, name in enumerate(list(NAMES.values())[1::2]):
            alice.enters(name, address(number))
            sees_open(alice, called(name))
        alice.closes()
        assert {row.name for row in rows(alice.page)} == set(CALLED[1::2])


def test_whoever_is_renamed_has_the_name_that_was_typed_without_scripts(desk: Room) -> None:
    alice = desk.guest("Alice", viewport=PHONE, java_script_enabled=False).signs_in()
    with watched(alice):
        alice.enters("Bob", address(0))
        for name in list(NAMES.values())[::2]:
            alice.page.locator("#contact-menu").click()
            alice.page.locator("#rename-name").fill(name)
            alice.page.get_by_role("button", name="Rename", exact=True).click()
            sees_open(alice, called(name))
        header = alice.page.locator("#conversation-header")
        assert paints_within(alice, header.locator("h2"), header)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_name_that_is_refused_is_given_back(desk: Room, scripts: bool) -> None:
    alice = desk.guest("Alice", java_script_enabled=scripts).signs_in()
    alice.allowed_statuses.add("422")
    with watched(alice):
        form = alice.page.locator("#add-contact")
        for name in REFUSED_NAMES.values():
            form.evaluate("form => { form.noValidate = true }")
            alice.enters(name, address(0))
            expect(form).to_have_js_property("noValidate", False)  # it is another form
            expect(alice.page.locator("#add-name-error")).to_be_visible()
            expect(form.get_by_label("Name")).to_have_js_property("value", name)
            assert is_whole(alice.page)
        assert alice.page.locator("[data-contact]").count() == 0


def test_names_and_previews_keep_to_their_row(desk: Room) -> None:
    alice = desk.guest("Alice").signs_in()
    device = RemotePerson(alice.origin, alice.email).signs_in()
    contacts = {name: adds(device, name, number) for number, name in enumerate(["Bob", *CALLED])}
    texts = ["hello", *MESSAGES.values()]
    with watched(alice):
        for start in range(0, len(texts), len(contacts)):
            said = dict(zip(contacts, texts[start:], strict=False))
            for name, text in said.items():
                device.sends(contacts[name], text).raise_for_status()
            expected = {name: f"You: {preview_of(shown(text))}" for name, text in said.items()}
            for size in (DESKTOP, PHONE, NARROW):
                alice.page.set_viewport_size(size)
                alice.closes()
                keep_their_places(alice, expected)

        alice.page.set_viewport_size(PHONE | {"height": TALL})
        for nth in ("even", "odd"):
            row = alice.page.locator(f"[data-contact]:nth-child({nth})")
            assert paints_within(alice, row.locator("[dir=auto], bdi"), row)


def adds(device: RemotePerson, name: str, number: int) -> str:
    answer = device.posts("/contacts/", name=name, email=address(number))
    answer.raise_for_status()
    return str(json.loads(answer.headers["HX-Trigger"])["contact-added"]["id"])


def keep_their_places(guest: Guest, expected: dict[str, str]) -> None:
    found = {row.name: row for row in rows(guest.page)}
    assert {name: found[name].preview for name in expected} == expected
    for row in found.values():
        assert row.strangers == []
        assert row.isolated
        assert row.places == pytest.approx(found["Bob"].places, abs=0.5), row.name
        assert row.fits, row.name
    assert is_whole(guest.page)


def test_a_display_name_is_what_was_typed(desk: Room) -> None:
    alice = desk.guest("Alice", viewport=PHONE).signs_in()
    with watched(alice):
        alice.page.goto(f"{alice.origin}/account/")
        for name in CALLED[::3]:
            alice.page.get_by_label("Display name").fill(name)
            alice.page.get_by_role("button", name="Save").click()
            expect(alice.page.locator(".menu__who bdi").first).to_have_text(name)
            expect(alice.page.get_by_label("Display name")).to_have_value(name)
            assert is_whole(alice.page)
        alice.page.locator("#account-menu").click()
        panel = alice.page.locator(".menu__panel")
        assert paints_within(alice, panel.locator("bdi"), panel)


def test_a_strangers_name_is_shown_and_no_more(desk: Room) -> None:
    bob = desk.guest("Bob", viewport=PHONE | {"height": 2_000}).signs_in()
    for number, name in enumerate(OF_STRANGERS):
        stranger = RemotePerson(bob.origin, f"s{number}-{bob.email}").signs_in()
        stranger.posts("/account/", name=name).raise_for_status()
        stranger.sends(stranger.adds(bob.email), "hello").raise_for_status()
    with watched(bob):
        requests = bob.page.locator("[data-state=request]")
        expect(requests).to_have_count(len(OF_STRANGERS))
        assert {row.name for row in rows(bob.page)} == set(OF_STRANGERS)
        for name in OF_STRANGERS:
            requests.first.get_by_role("link").click()
            sees_request(bob)
            bob.page.locator("#conversation-footer").get_by_role("button", name="Block").click()
            expect(bob.page.locator("#conversation-footer p")).to_contain_text("You have blocked")
            sees_said_in_footer(bob)
            bob.goes_back()
            expect(requests).to_have_count(len(OF_STRANGERS) - 1 - OF_STRANGERS.index(name))


def sees_request(bob: Guest) -> None:
    expect(bob.page.locator("#conversation-footer p")).to_contain_text("is not on your list")
    sees_said_in_footer(bob)


def sees_said_in_footer(bob: Guest) -> None:
    name = bob.page.locator(".conversation__name").text_content()
    footer = bob.page.locator("#conversation-footer")
    assert name in OF_STRANGERS
    assert footer.locator("p bdi").text_content() == name
    assert footer.locator("p bdi *").count() == 0
    assert paints_within(bob, footer.locator("bdi"), footer)
    assert is_whole(bob.page)
