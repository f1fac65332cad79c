"""Alice in front of what Bob writes to her from elsewhere, and where she is in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count, islice
from typing import Any

from playwright.sync_api import Locator, expect

from tests.remote import RemotePerson

from .room import Room

FIRST_IN_SIGHT = """
log => {
  const top = (it) => it.getBoundingClientRect().top - log.getBoundingClientRect().top
  const first = [...log.querySelectorAll("[data-seq]")].find((it) => top(it) >= 0)
  return [first.id, top(first)]
}
"""
TOP_OF = """
(log, id) => {
  const { top } = document.getElementById(id).getBoundingClientRect()
  return top - log.getBoundingClientRect().top
}
"""
TO_THE_END = "log => log.scrollHeight - log.scrollTop - log.clientHeight"
LAST_IN_SIGHT = """
log => {
  const { bottom } = log.getBoundingClientRect()
  const seen = [...log.querySelectorAll("[data-seq]")]
    .filter((it) => it.getBoundingClientRect().top + 8 <= bottom)
  return Number(seen.at(-1).dataset.seq)
}
"""
NEXT_FRAMES = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
LOSE_FOCUS = "document.hasFocus = () => false"
REGAIN_FOCUS = "delete document.hasFocus; window.dispatchEvent(new Event('focus'))"
LOOK = "document.dispatchEvent(new Event('look'))"


class Reading:
    def __init__(self, room: Room, **options: Any) -> None:
        self.alice = room.guest("Alice", **options)
        self.page = self.alice.page
        self.device = RemotePerson(room.origin, self.alice.email).signs_in()
        self._signs_in_as_there()
        self.bob = RemotePerson(room.origin, f"bob@{room.run}.example.com").signs_in()
        self.contact = self.device.adds(self.bob.email)
        self._alice_to_bob = self.bob.adds(self.alice.email)
        self._numbers = count(1)
        self.address = f"{room.origin}/chats/{self.contact}/"

    def _signs_in_as_there(self) -> None:
        self.page.context.add_cookies(self.device.cookies)

    # What happens

    def bob_wrote(self, messages: int) -> None:
        """Of one, two and three lines."""
        for number in islice(self._numbers, messages):
            body = f"text {number}" + "\nand more" * (number % 3)
            self.bob.sends(self._alice_to_bob, body).raise_for_status()

    def alice_wrote(self) -> None:
        """On another device."""
        self.device.sends(self.contact, f"text {next(self._numbers)}").raise_for_status()

    def alice_has_read(self, seq: int) -> None:
        """On another device."""
        self.device.posts(f"/chats/{self.contact}/read/", seq=str(seq)).raise_for_status()

    def opens(self, where: str = "") -> None:
        self.page.goto(self.address + where)
        self.settles()

    def bob_writes(self) -> None:
        """While Alice has her page open, which hears of it at once."""
        self.bob_wrote(1)
        self.page.evaluate(LOOK)

    def scrolls(self, by: int) -> None:
        self.log.evaluate("(log, by) => log.scrollBy(0, by)", by)
        self.settles()

    def goes_elsewhere(self) -> None:
        """To another window."""
        self.page.evaluate(LOSE_FOCUS)

    def comes_back(self) -> None:
        self.page.evaluate(REGAIN_FOCUS)

    def settles(self) -> None:
        self.page.evaluate(NEXT_FRAMES)

    # What Alice has in front of her

    @property
    def log(self) -> Locator:
        return self.page.locator("#chat-log")

    @property
    def row(self) -> Locator:
        return self.page.locator(f'[data-contact="{self.contact}"]')

    @property
    def jump(self) -> Locator:
        return self.page.locator(".log__jump")

    @property
    def divider(self) -> Locator:
        return self.page.locator("li.unread")

    def message(self, seq: int) -> Locator:
        return self.page.locator(f"#message-{seq}")

    def sees(self, seq: int) -> None:
        """The whole message, but for the fraction of a pixel that rounding may take."""
        expect(self.message(seq)).to_be_in_viewport(ratio=0.95)

    def last_in_sight(self) -> int:
        return int(self.log.evaluate(LAST_IN_SIGHT))

    def is_at_end(self) -> bool:
        return abs(float(self.log.evaluate(TO_THE_END))) <= 1

    @contextmanager
    def stays_where_she_is(self) -> Iterator[None]:
        """The first message in sight keeps its distance from the upper edge."""
        seen, before = self.log.evaluate(FIRST_IN_SIGHT)
        yield
        self.settles()
        assert abs(self.log.evaluate(TOP_OF, seen) - before) <= 1
