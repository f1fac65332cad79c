"""A page in a language from right to left is the other way round, and holds."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.remote import RemotePerson
from tests.site import Site, local_site

from .guest import DESKTOP, PHONE, Guest
from .room import Room

SETTINGS = {"DJANGO_SETTINGS_MODULE": "tests.i18n.hebrew"}
SHALOM = "שלום! מה שלומך?"


@pytest.fixture(scope="module")
def hebrew_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with local_site(tmp_path_factory.mktemp("hebrew"), SETTINGS) as site:
        yield site


@pytest.fixture(params=[DESKTOP, PHONE], ids=["desktop", "phone"])
def alice(request: pytest.FixtureRequest, browser: Browser, hebrew_site: Site) -> Iterator[Guest]:
    room = Room(browser, hebrew_site, {"viewport": request.param, "locale": "he"})
    yield room.guest("Alice")
    room.close()


def box(element: Locator) -> tuple[float, float]:
    """Where it begins and ends, from the left of the screen."""
    found = element.bounding_box()
    assert found is not None
    return found["x"], found["x"] + found["width"]


def is_left_of(one: Locator, other: Locator) -> bool:
    return box(one)[1] <= box(other)[0]


def talks(alice: Guest) -> RemotePerson:
    """Bob and she have each said something."""
    bob = RemotePerson(alice.origin, f"bob-{alice.email}").signs_in()
    her_device = RemotePerson(alice.origin, alice.email).signs_in()
    contact = her_device.adds(bob.email)
    her_id = bob.adds(alice.email)
    her_device.sends(contact, "shalom").raise_for_status()
    bob.sends(her_id, SHALOM).raise_for_status()
    alice.page.goto(f"{alice.origin}/chats/{contact}/")
    expect(alice.bubble(SHALOM)).to_be_visible()
    return bob


def test_the_pages_around_a_chat(alice: Guest) -> None:
    alice.page.goto(alice.origin)
    expect(alice.page.locator("html")).to_have_attribute("dir", "rtl")
    alice.sees_no_barrier()
    brand, about = (alice.page.locator(f".site-header__{it}") for it in ("brand", "link"))
    assert is_left_of(about, brand)

    alice.signs_in()
    alice.sees_no_barrier()
    alice.page.goto(f"{alice.origin}/account/")
    alice.sees_no_barrier()


def test_a_conversation(alice: Guest) -> None:
    alice.signs_in()
    talks(alice)
    page, width = alice.page, alice.page.evaluate("innerWidth")
    log = box(page.locator("#messages"))

    mine = box(page.locator(".message[data-from=me]"))
    theirs = box(page.locator(".message[data-from=them]"))
    assert mine[0] - log[0] < log[1] - mine[1]
    assert log[1] - theirs[1] < theirs[0] - log[0]
    assert is_left_of(page.locator("#composer .button"), page.locator("#composer-body"))
    assert is_left_of(page.locator("#contact-menu"), page.locator(".conversation__who"))
    if width >= DESKTOP["width"]:
        assert is_left_of(page.locator("#conversation"), page.locator(".sidebar"))
    alice.sees_no_barrier()

    page.locator("#contact-menu").click()
    start, end = box(page.locator("#conversation-header .menu__panel"))
    assert 0 <= start < end <= width
    alice.sees_no_barrier()


def test_what_points_somewhere_points_the_other_way(alice: Guest) -> None:
    alice.signs_in()
    talks(alice)

    pointing = alice.page.locator(".icon--forward:visible").all()

    assert pointing
    for icon in pointing:
        transform = icon.evaluate("icon => getComputedStyle(icon).transform")
        assert transform == "matrix(-1, 0, 0, 1, 0, 0)"


def test_what_is_written_goes_its_own_way(alice: Guest) -> None:
    alice.signs_in()
    talks(alice)
    composer = alice.composer
    direction = "element => getComputedStyle(element).direction"

    assert composer.evaluate(direction) == "rtl"
    composer.fill("hello")
    assert composer.evaluate(direction) == "ltr"
    composer.fill(SHALOM)
    assert composer.evaluate(direction) == "rtl"
    assert alice.bubble("shalom").evaluate(direction) == "ltr"
    assert alice.bubble(SHALOM).evaluate(direction) == "rtl"


def test_a_name_begins_where_its_line_does(alice: Guest) -> None:
    def begins_on_the_right(place: str) -> bool:
        name = alice.page.locator(f"{place} > bdi")
        assert name.evaluate("element => getComputedStyle(element).direction") == "ltr"
        return box(name)[1] == box(alice.page.locator(place))[1]

    alice.signs_in()
    talks(alice)

    assert begins_on_the_right(".conversation__name")
    alice.closes()
    assert begins_on_the_right(".contact__name")


def test_the_dialog_of_a_report(alice: Guest) -> None:
    alice.signs_in()
    talks(alice)
    alice.page.locator("#contact-menu").click()
    alice.page.locator(".menu [data-opens=report]").click()

    dialog = alice.page.get_by_role("dialog")
    expect(dialog.locator(".said--chosen .said__body")).to_have_text(SHALOM)
    assert is_left_of(dialog.locator(".sheet__top button"), dialog.locator("#report-heading bdi"))
    message = dialog.locator(".choice__message").first
    assert is_left_of(message.locator("> span"), message.locator("input"))
    alice.sees_no_barrier()
