"""Alice, who has been bothered by Bob, Kim, who decides, and a heap of other reports about him."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import islice

from chatscape.store.meter import Cost, Meter
from chatscape.store.port import MAX_WRITES, Put, Store, Write
from moderation.audit import by_staff, of_person, of_report
from moderation.domain import Category, Decision, Measure, Queue, Report
from moderation.entries import Event, told_of
from moderation.evidence import Evidence, Exhibit
from moderation.repository import COUNTS, new_report
from tests.moderation.staff import acts, decides, reports
from tests.people import Person, friends

TEXT = "x" * 300
CATEGORY = Category.THREAT


@dataclass
class Docket:
    meter: Meter
    alice: Person
    bob: Person
    kim: Person

    def cost(self, act: Callable[[], object]) -> Cost:
        with self.meter.measure() as cost:
            act()
        return cost


def fill(meter: Meter, store: Store, count: int) -> Docket:
    """So many open reports about Bob, and as many that Kim has decided."""
    alice, bob = Person("Alice"), Person("Bob")
    kim = Person("Kim", roles=frozenset({"moderator"}))
    friends(alice, bob)
    writes = (write for number in range(count) for write in _two(number, alice, bob, kim))
    while batch := list(islice(writes, MAX_WRITES)):
        store.write(*batch)
    counts = {name: count for queue in Queue for name in (queue.value, f"{queue}_{CATEGORY}")}
    store.write(Put(COUNTS, counts))
    return Docket(meter, alice, bob, kim)


def measure(docket: Docket) -> dict[str, Cost]:
    """Name of what somebody does -> what it cost, in an order that lets each one happen."""
    alice, bob, kim = docket.alice, docket.bob, docket.kim
    first, second = reports(alice, bob, TEXT), reports(alice, bob, TEXT)
    steps: dict[str, Callable[[], object]] = {
        "queue": lambda: kim.get("/admin/"),
        "queue of a category": lambda: kim.get("/admin/", category=CATEGORY),
        "decided": lambda: kim.get("/admin/", state="closed"),
        "search": lambda: kim.get("/admin/", q=bob.email),
        "detail": lambda: kim.get(f"/admin/reports/{first}/"),
        "take in hand": lambda: acts(kim, "take", first, revision=0),
        "put back": lambda: acts(kim, "put-back", first, revision=1),
        "dismiss": lambda: decides(kim, first, "dismiss", revision=2),
        "reverse": lambda: acts(kim, "reverse", first, revision=3),
        "warn": lambda: decides(kim, first, "warn", revision=4),
        "acknowledge": lambda: bob.browser.post("/account/warning/", {"category": CATEGORY}),
        "suspend": lambda: decides(kim, second, "suspend", days=3, revision=0),
        "reverse a suspension": lambda: acts(kim, "reverse", second, revision=1),
        "suspend for good": lambda: decides(kim, second, "for good", revision=2),
        "lift": lambda: acts(kim, "lift", second, revision=3),
        "take the lifting back": lambda: acts(kim, "restore", second, revision=3),
        "own reports": lambda: alice.get("/reports/"),
        "read the answer": lambda: alice.browser.post("/reports/read/"),
    }
    return {name: docket.cost(act) for name, act in steps.items()}


def _two(number: int, alice: Person, bob: Person, kim: Person) -> Iterator[Write]:
    """An open report and a decided one, as reporting and deciding would have left them."""
    at = datetime.now(UTC) - timedelta(days=30) + timedelta(seconds=number)
    yield from _written(_report(f"{2 * number:020x}", at, alice, bob))
    report = _report(f"{2 * number + 1:020x}", at, alice, bob)
    decision = Decision(Measure.DISMISS, TEXT)
    yield from _written(report.decided(decision, kim.user, at, keep_days=180))
    entry = replace(told_of(report, Event.DISMISSED, by=kim.id, email=kim.email, at=at), why=TEXT)
    yield from (of_report(entry), of_person(bob.id, entry), by_staff(entry))


def _report(report: str, at: datetime, alice: Person, bob: Person) -> Report:
    return Report(report, alice.id, alice.email, bob.id, bob.email, CATEGORY, at)


def _written(report: Report) -> list[Write]:
    shown = (Exhibit(1, report.reported, TEXT, 1, is_chosen=True),)
    evidence = Evidence(
        *(report.id, report.reporter, report.reported, report.category, TEXT, 1),
        exhibits=shown,
    )
    return new_report(replace(report, seal=evidence.seal, parts=len(evidence.parts)), evidence)
