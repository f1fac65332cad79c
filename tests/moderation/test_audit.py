"""What was done stays written down: put once, never changed."""

from typing import Any

import pytest

from chatscape import wiring
from chatscape.store.port import Absent, Put, Store, Write
from chatscape.wake import NoWake
from tests.moderation.staff import acts, decides, page_of, reports
from tests.people import Person, friends, html


class Recorded:
    """A store, and what was written to it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.writes: list[Write] = []

    def write(self, *writes: Write) -> None:
        self.writes += writes
        self._store.write(*writes)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)


@pytest.fixture
def recorded(store: Store, monkeypatch: pytest.MonkeyPatch) -> Recorded:
    recorded = Recorded(store)
    application = wiring.compose(recorded, NoWake())
    monkeypatch.setattr(wiring, "application", lambda: application)
    return recorded


def test_the_audit_is_only_ever_added_to(recorded: Recorded) -> None:
    alice, bob = Person("Alice"), Person("Bob")
    kim = Person("Kim", roles=frozenset({"moderator"}))
    friends(alice, bob)
    first, second = reports(alice, bob, "one"), reports(alice, bob, "two")
    page_of(kim, first)
    acts(kim, "take", first)
    acts(kim, "put-back", first)
    decides(kim, first, "for good")
    acts(kim, "lift", first)
    acts(kim, "reverse", first)
    decides(kim, first, "warn")
    bob.post("/account/warning/", category="threat")
    kim.browser.post("/admin/reports/dismiss/", {"reports": [f"{second}:0"], "reason": "Nothing."})

    audited = [it for it in recorded.writes if it.key.partition.startswith("audit#")]
    assert len(audited) == 16
    assert all(isinstance(it, Put) and it.when == Absent() for it in audited)
    assert len({it.key for it in audited}) == 16
    events = [it.event for it in wiring.audit().everything(first)]
    assert events == [
        *("received", "viewed", "taken", "put back"),
        *("suspended", "lifted", "reversed", "warned"),
    ]


def test_all_of_it_can_be_read(recorded: Recorded) -> None:
    alice, bob = Person("Alice"), Person("Bob")
    kim = Person("Kim", roles=frozenset({"moderator"}))
    friends(alice, bob)
    report = reports(alice, bob, "soon")
    for _ in range(26):
        decides(kim, report, "dismiss")
        acts(kim, "reverse", report)

    for path, events in ((f"/admin/reports/{report}/", 54), (f"/admin/?q={bob.email}", 52)):
        page = html(kim.browser.get(path))
        (earlier,) = [it["href"] for it in page.select("a") if it.get_text() == "What was before"]
        rest = html(kim.browser.get(str(earlier)))
        shown = [len(it.select("[data-event]")) for it in (page, rest)]
        assert (shown[0], shown[0] + shown[1] >= events) == (50, True)
        assert not [it for it in rest.select("a") if it.get_text() == "What was before"]
    assert kim.get(f"/admin/reports/{report}/", history="yesterday").status_code == 400


def test_it_says_who_when_what_and_why(recorded: Recorded) -> None:
    alice, bob = Person("Alice"), Person("Bob")
    kim = Person("Kim", roles=frozenset({"moderator"}))
    friends(alice, bob)
    report = reports(alice, bob, "soon")
    decides(kim, report, "suspend", days=2, reason="He <b>threatens</b> her.")

    entry, _ = wiring.audit().report(report, limit=9)
    assert (entry.actor, entry.actor_email, entry.about) == (kim.id, kim.email, bob.email)
    assert (entry.event, entry.why) == ("suspended", "He <b>threatens</b> her.")
    assert entry.until == bob.user.suspended_until
    assert [it.event for it in wiring.audit().person(bob.id, limit=9)] == ["suspended"]
    for page in (html(kim.get("/admin/", q=bob.email)), html(kim.get("/admin/"))):
        assert [it.get_text() for it in page.select(".entries__why")] == [entry.why]
