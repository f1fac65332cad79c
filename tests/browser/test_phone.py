"""On a phone: the list and the conversation take turns, and its keyboard covers nothing."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import FloatRect, Locator, Page, Route, expect

from .guest import PHONE
from .reading import NEXT_FRAMES, TO_THE_END, Reading
from .room import Room

pytestmark = pytest.mark.parametrize("site", ["sqlite"], indirect=True)

NO_ZOOM = 16  # px; below this Safari zooms in on what gets the focus
KEYBOARD = 320  # px
INSETS = {"top": 47, "bottom": 34, "left": 30, "right": 20}  # px


@pytest.fixture
def reading(desk: Room) -> Reading:
    reading = Reading(desk, viewport=PHONE, has_touch=True, is_mobile=True)
    reading.bob_wrote(30)
    reading.alice_has_read(30)
    return reading


def at_list(reading: Reading) -> Page:
    reading.page.goto(f"{reading.alice.origin}/chats/")
    return reading.page


def row(page: Page) -> Locator:
    return page.locator("[data-contact] a")


def test_the_back_gesture_leads_to_the_list(reading: Reading) -> None:
    page = at_list(reading)
    row(page).tap()
    expect(page.locator("#chat-log")).to_be_visible()
    expect(row(page)).to_be_hidden()

    page.go_back()

    expect(row(page)).to_be_visible()
    expect(page).to_have_url(f"{reading.alice.origin}/chats/")


def test_the_back_button_leaves_no_conversation_behind_the_list(reading: Reading) -> None:
    page = at_list(reading)
    row(page).tap()
    page.get_by_role("link", name="Back").tap()
    expect(row(page)).to_be_visible()

    page.go_back()

    expect(row(page)).to_be_visible()
    expect(page.locator("#chat-log")).to_have_count(0)


def test_going_back_and_forth_leaves_one_list_in_the_history(reading: Reading) -> None:
    page = at_list(reading)
    row(page).tap()
    expect(page.locator("#chat-log")).to_be_visible()
    length = page.evaluate("history.length")

    for _ in range(3):
        page.get_by_role("link", name="Back").tap()
        expect(row(page)).to_be_visible()
        row(page).tap()
        expect(page.locator("#chat-log")).to_be_visible()

    assert page.evaluate("history.length") == length
    page.go_back()
    expect(row(page)).to_be_visible()
    expect(page).to_have_url(f"{reading.alice.origin}/chats/")


def test_the_list_lies_below_a_conversation_that_was_opened_in_a_tab_of_its_own(
    reading: Reading,
) -> None:
    page = reading.page
    elsewhere = page.context.new_page()
    with elsewhere.expect_popup() as opened:
        elsewhere.evaluate("address => { window.open(address) }", reading.address)
    chat = opened.value
    expect(chat.locator("#message-30")).to_be_in_viewport()
    chat.wait_for_load_state()  # and with it for the scripts

    chat.go_back()

    expect(row(chat)).to_be_visible()
    expect(chat).to_have_url(f"{reading.alice.origin}/chats/")
    chat.go_forward()
    expect(chat.locator("#message-30")).to_be_visible()


def test_whoever_loses_the_conversation_elsewhere_is_told_beside_the_list(
    reading: Reading,
) -> None:
    page = reading.page
    page.goto(reading.address)
    expect(page.locator("#chat-log")).to_be_visible()

    reading.device.posts(f"/contacts/{reading.contact}/remove/").raise_for_status()

    expect(page.get_by_role("alert")).to_contain_text("no longer on your list")
    expect(page.locator("#contact-filter")).to_be_attached()
    expect(page).to_have_url(f"{reading.alice.origin}/chats/")


def test_the_keyboard_leaves_the_composer_and_the_end_in_sight(reading: Reading) -> None:
    page = reading.page
    page.goto(reading.address)
    expect(page.locator("#message-30")).to_be_in_viewport()

    page.set_viewport_size({**PHONE, "height": PHONE["height"] - KEYBOARD})
    page.evaluate(NEXT_FRAMES)

    for place in ("#composer-body", "#message-30", "#conversation-header"):
        expect(page.locator(place)).to_be_in_viewport(ratio=1)
    assert page.locator("#chat-log").evaluate(TO_THE_END) <= 1
    assert page.evaluate("scrollY") == 0


def test_where_the_keyboard_lies_over_the_page_the_page_shrinks(reading: Reading) -> None:
    """As in Safari, which leaves the layout alone and says how much of it can be seen."""
    page = reading.page
    page.goto(reading.address)
    expect(page.locator("#message-30")).to_be_in_viewport()
    seen = PHONE["height"] - KEYBOARD

    page.evaluate(
        """height => {
          Object.defineProperty(visualViewport, "height", { value: height })
          visualViewport.dispatchEvent(new Event("resize"))
        }""",
        seen,
    )
    page.evaluate(NEXT_FRAMES)

    composer = page.locator("#composer").bounding_box()
    assert composer is not None
    assert composer["y"] + composer["height"] <= seen
    assert page.locator("#chat-log").evaluate(TO_THE_END) <= 1


def test_no_field_is_so_small_that_a_phone_zooms_in(reading: Reading) -> None:
    page = reading.page
    page.goto(reading.address)

    sizes = page.locator("input:not([type=hidden]), textarea, select").evaluate_all(
        "fields => fields.map(it => [it.id, parseFloat(getComputedStyle(it).fontSize)])"
    )

    assert len(sizes) >= 4
    assert not [name for name, size in sizes if size < NO_ZOOM]


def test_the_page_reaches_into_the_corners_and_its_content_does_not(reading: Reading) -> None:
    page = reading.page
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setSafeAreaInsetsOverride", {"insets": INSETS})
    width, height = PHONE["width"], PHONE["height"]

    page.goto(reading.address)
    expect(page.locator("#message-30")).to_be_in_viewport()
    header, footer = (box(page, f"#conversation-{part}") for part in ("header", "footer"))
    assert (header["y"], footer["y"] + footer["height"]) == (0, height)
    for place in (".conversation__back", "#contact-menu", "#composer-body", "#composer .button"):
        assert is_clear(box(page, place), width, height), place

    at_list(reading)
    for place in (".site-header__brand", "#account-menu", "#contact-filter"):
        assert is_clear(box(page, place), width, height), place


def box(page: Page, place: str) -> FloatRect:
    found = page.locator(place).bounding_box()
    assert found is not None
    return found


def is_clear(it: FloatRect, width: int, height: int) -> bool:
    """Of the screen's round corners and of what the system draws at its edges."""
    right, bottom = it["x"] + it["width"], it["y"] + it["height"]
    is_within = it["x"] >= INSETS["left"] and right <= width - INSETS["right"]
    return is_within and it["y"] >= INSETS["top"] and bottom <= height - INSETS["bottom"]


def test_the_browser_may_be_zoomed_and_makes_room_for_its_keyboard(reading: Reading) -> None:
    page = at_list(reading)

    viewport = page.locator("meta[name=viewport]").get_attribute("content") or ""

    assert "viewport-fit=cover" in viewport
    assert "interactive-widget=resizes-content" in viewport
    assert "user-scalable" not in viewport
    assert "maximum-scale" not in viewport


@pytest.fixture
def slow(reading: Reading) -> Iterator[Page]:
    """A list whose conversations do not come until the test lets them."""
    page = at_list(reading)
    held: list[Route] = []
    page.route(reading.address, lambda route: held.append(route))
    yield page
    for route in held:
        route.continue_()
    expect(page.locator("#chat-log")).to_be_visible()


def test_a_late_conversation_is_announced_by_its_outline(slow: Page) -> None:
    outline = slow.locator(".skeleton")
    expect(outline).to_be_hidden()

    row(slow).tap()

    expect(outline).to_be_visible()
