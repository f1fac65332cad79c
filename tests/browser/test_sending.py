"""A message is on the page at once, and on the server once."""

import pytest
from playwright.sync_api import expect

from .guest import PHONE
from .room import Room
from .talk import MESSAGES, Talk, held, talk_in, until_held

pytestmark = pytest.mark.parametrize("site", ["sqlite"], indirect=True)

SLOWDOWN = 4
COUNT_FRAMES = """
() => {
  const count = (resolve, frames) => requestAnimationFrame(() => {
    if (document.querySelector("#messages [data-state=sending]")) resolve(frames)
    else count(resolve, frames + 1)
  })
  window.framesUntilShown = new Promise((resolve) =>
    addEventListener("keydown", () => count(resolve, 1), { once: true, capture: true }))
}
"""


@pytest.fixture
def talk(desk: Room) -> Talk:
    return talk_in(desk)


def test_a_bubble_is_there_before_the_answer_and_turns_into_the_message(talk: Talk) -> None:
    sending = talk.page.locator("#messages [data-state=sending]")
    with held(talk.page, MESSAGES, "POST") as posts:
        talk.writes("hello")
        expect(sending.locator(".message__body")).to_have_text("hello")
        expect(sending).to_contain_text("Sending…")
        expect(talk.alice.composer).to_have_value("")
        expect(talk.alice.composer).to_be_focused()
        bubble = sending.element_handle()
        client_id = sending.get_attribute("data-client-id")
        assert talk.on_server() == []
        until_held(talk.page, posts).continue_()
        talk.sees_stored("hello")

    assert bubble.evaluate("it => it.isConnected && it.id") == "message-1"
    assert bubble.get_attribute("data-seq") == "1"
    assert bubble.get_attribute("data-state") is None
    assert bubble.query_selector(".message__state") is None
    expect(talk.page.locator(f'[data-client-id="{client_id}"]')).to_have_count(1)


def test_a_bubble_is_in_the_first_frame_of_a_long_page_on_a_slow_device(talk: Talk) -> None:
    for number in range(400):
        talk.device.sends(talk.contact, f"text {number}").raise_for_status()
    messages = talk.page.locator("li[data-seq]")
    talk.page.reload()
    for count in range(80, 401, 40):
        talk.page.locator("#chat-log").evaluate("log => { log.scrollTop = 0 }")
        expect(messages).to_have_count(count)
    session = talk.page.context.new_cdp_session(talk.page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})

    with held(talk.page, MESSAGES, "POST") as posts:
        talk.alice.composer.fill("in the first frame")
        talk.page.evaluate(COUNT_FRAMES)
        talk.alice.composer.press("Enter")
        assert talk.page.evaluate("window.framesUntilShown") == 1
        expect(talk.alice.bubble("in the first frame")).to_be_in_viewport()
        until_held(talk.page, posts).continue_()

    expect(messages).to_have_count(401)


def test_a_double_click_sends_once(talk: Talk) -> None:
    talk.alice.composer.fill("once")
    talk.page.get_by_role("button", name="Send").dblclick()

    talk.sees_stored("once")
    expect(talk.alice.composer).not_to_have_attribute("aria-invalid", "true")
    expect(talk.page.get_by_role("alert")).to_have_count(0)


def test_a_double_enter_sends_once(talk: Talk) -> None:
    talk.alice.composer.fill("once")
    talk.page.keyboard.press("Enter")
    talk.page.keyboard.down("Enter")
    talk.page.keyboard.down("Enter")
    talk.page.keyboard.up("Enter")

    talk.sees_stored("once")
    expect(talk.alice.composer).to_have_value("")


def test_enter_during_a_slow_answer_sends_nothing_again(talk: Talk) -> None:
    with held(talk.page, MESSAGES, "POST") as posts:
        talk.writes("once")
        post = until_held(talk.page, posts)
        talk.alice.composer.press("Enter")
        talk.presses("Send")
        post.continue_()
        talk.sees_stored("once")

        assert len(posts) == 1


def test_messages_that_are_typed_quickly_keep_their_order(talk: Talk) -> None:
    texts = [f"text {number}" for number in range(12)]
    talk.alice.composer.focus()
    for text in texts:
        talk.page.keyboard.type(text)
        talk.page.keyboard.press("Enter")

    talk.sees_stored(*texts)


def test_what_was_under_way_when_the_page_was_closed_is_sent_once_and_in_order(talk: Talk) -> None:
    texts = [f"text {number}" for number in range(6)]
    with held(talk.page, MESSAGES, "POST") as posts:
        for text in texts:
            talk.writes(text)
        until_held(talk.page, posts)

    talk.page.reload()

    talk.sees_stored(*texts)


def test_enter_belongs_to_an_input_method_that_composes(talk: Talk) -> None:
    talk.alice.composer.focus()
    session = talk.page.context.new_cdp_session(talk.page)
    composed = {"text": "にほん", "selectionStart": 3, "selectionEnd": 3}
    session.send("Input.imeSetComposition", composed)
    talk.page.keyboard.press("Enter")
    expect(talk.page.locator("#messages > .message")).to_have_count(0)

    talk.alice.composer.fill("")
    session.send("Input.imeSetComposition", composed)
    session.send("Input.insertText", {"text": "日本"})
    talk.page.keyboard.press("Enter")
    talk.sees_stored("日本")


@pytest.mark.parametrize("mark", ["isComposing: true", "keyCode: 229"])
def test_an_enter_that_is_marked_as_composing_is_left_alone(talk: Talk, mark: str) -> None:
    talk.alice.composer.fill("half")
    is_left = talk.alice.composer.evaluate(
        "composer => composer.dispatchEvent(new KeyboardEvent('keydown',"
        f" {{key: 'Enter', bubbles: true, cancelable: true, {mark}}}))"
    )

    assert is_left
    expect(talk.alice.composer).to_have_value("half")
    expect(talk.page.locator("#messages > .message")).to_have_count(0)


def test_on_touch_enter_breaks_the_line_and_the_button_sends(desk: Room) -> None:
    talk = talk_in(desk, viewport=PHONE, has_touch=True, is_mobile=True)
    composer = talk.alice.composer
    composer.press_sequentially("one")
    composer.press("Enter")
    composer.press_sequentially("two")
    expect(composer).to_have_value("one\ntwo")
    expect(talk.page.locator("#messages > .message")).to_have_count(0)

    talk.page.get_by_role("button", name="Send").tap()
    talk.sees_stored("one\ntwo")


def test_the_composer_grows_with_its_text_and_shrinks_when_it_is_sent(talk: Talk) -> None:
    def height() -> float:
        box = talk.alice.composer.bounding_box()
        assert box
        return box["height"]

    empty = height()
    heights = [empty]
    for lines in (2, 4):
        talk.alice.composer.fill("\n".join(["line"] * lines))
        heights.append(height())
    assert heights == sorted(set(heights))

    talk.alice.composer.fill("line\n" * 500)
    expect(talk.page.get_by_role("button", name="Send")).to_be_in_viewport(ratio=1)
    talk.alice.composer.fill("line\nline")
    talk.alice.composer.press("Enter")
    expect(talk.alice.composer).to_have_value("")
    assert height() == empty
