"""Alice's tabs under a clock that only a test moves on, and when they ask for news."""

from dataclasses import dataclass

from playwright.sync_api import Page, Request, Response, expect

from tests.remote import RemotePerson

from .guest import Guest
from .room import Room
from .waiting import expect_soon

ASKED = "/updates/"
STEP = 500  # ms
COUNT = """
Object.assign(window, { asked: 0, looked: 0 })
document.addEventListener("htmx:beforeRequest", ({ detail }) => {
  if (detail.requestConfig.path.startsWith("/updates/")) window.asked += 1
})
document.addEventListener("looked", () => (window.looked += 1))
"""
ALL_ANSWERED = "window.asked === window.looked"
TURN = """
isHidden => {
  const state = isHidden ? "hidden" : "visible"
  Object.defineProperty(document, "hidden", { configurable: true, value: isHidden })
  Object.defineProperty(document, "visibilityState", { configurable: true, value: state })
  document.dispatchEvent(new Event("visibilitychange", { bubbles: true }))
}
"""
SILENCE = ("net::ERR_", "htmx:afterRequest", "htmx:sendError")  # what a console says of it


@dataclass
class Writer:
    """Somebody who writes to Alice from elsewhere."""

    person: RemotePerson
    alice: str  # as their contact
    contact: str  # of Alice's

    def writes(self, *texts: str) -> None:
        for text in texts:
            self.person.sends(self.alice, text).raise_for_status()


class Tab(Guest):
    """One of Alice's tabs."""

    def __init__(self, page: Page, origin: str, run: str) -> None:
        super().__init__(page, origin, "Alice", run)
        self.questions: list[str] = []
        self.statuses: list[int] = []
        page.on("request", self._note_question)
        page.on("response", self._note_answer)

    def _note_question(self, request: Request) -> None:
        if ASKED in request.url:
            self.questions.append(request.url)

    def _note_answer(self, response: Response) -> None:
        if ASKED in response.url:
            self.statuses.append(response.status)

    def settles(self) -> None:
        expect_soon(self.page, lambda: bool(self.page.evaluate(ALL_ANSWERED)))

    def has_all(self, messages: int) -> None:
        """From the first to the last, each once and in order."""
        expect(self.page.locator(f"#message-{messages}")).to_be_attached()
        assert self.numbers() == list(range(1, messages + 1))

    def is_reconnecting(self) -> None:
        """It says so without an alarm."""
        expect(self.page.get_by_role("status").get_by_text("Reconnecting…")).to_be_visible()
        expect(self.page.get_by_role("alert")).to_have_count(0)

    def is_connected(self) -> None:
        expect(self.page.get_by_text("Reconnecting…")).to_be_hidden()

    def turns(self, *, hidden: bool) -> None:
        """As behind another tab: the browser of the tests keeps all of its tabs visible."""
        self.page.evaluate(TURN, hidden)


class Quiet:
    """Time passes for all tabs of Alice's browser at once, and only when a test says so."""

    def __init__(self, room: Room, name: str = "Alice") -> None:
        self._room = room
        self._first = alice = room.guest(name)
        self._blank: Page | None = alice.page
        self.context = alice.page.context
        self.device = RemotePerson(room.origin, alice.email).signs_in()
        self.context.add_cookies(self.device.cookies)
        self.context.add_init_script(COUNT)
        self.context.clock.install(time=0)
        self.context.clock.pause_at(1)
        self.tabs: list[Tab] = []

    def knows(self, name: str) -> Writer:
        writer = RemotePerson(self._room.origin, f"{name}@{self._room.run}.example.com").signs_in()
        return Writer(writer, writer.adds(self.device.email), self.device.adds(writer.email))

    def opens(self, writer: Writer) -> Tab:
        page, self._blank = self._blank or self.context.new_page(), None
        tab = Tab(page, self._room.origin, self._room.run)
        self.tabs.append(tab)
        page.goto(f"{self._room.origin}/chats/{writer.contact}/")
        expect(page.locator("#chat-log")).to_be_visible()
        self.settles()
        return tab

    def closes(self, tab: Tab) -> None:
        self.tabs.remove(tab)
        tab.page.close()

    def passes(self, seconds: float) -> list[tuple[float, Tab]]:
        """Who asked when, at most half a second late."""
        asked = []
        self.settles()
        for step in range(int(seconds * 1000) // STEP):
            before = {id(tab): len(tab.questions) for tab in self.tabs}
            self.context.clock.run_for(STEP)
            self.settles()
            for tab in self.tabs:
                asked += [((step + 1) * STEP / 1000, tab)] * (len(tab.questions) - before[id(tab)])
        return asked

    def rests(self) -> None:
        """Long enough; what is asked next is ten seconds away unless something happens."""
        self.passes(30)
        while not self.passes(STEP / 1000):
            pass

    def settles(self) -> None:
        """All that was asked is answered."""
        for _ in self.tabs:  # the answer that one tab gets makes another one ask
            for tab in self.tabs:
                tab.settles()

    def excuses_silence(self) -> None:
        for guest in (self._first, *self.tabs):
            guest.complaints = [
                it for it in guest.complaints if not any(word in it for word in SILENCE)
            ]
