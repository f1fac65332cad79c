"""Reporting somebody: what is kept, what is refused, and what the reporter reads of it."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from chatscape import wiring
from moderation.domain import Category, Outcome
from moderation.services import report_id
from tests.moderation.staff import sealed
from tests.people import Person, friends, html

pytestmark = pytest.mark.usefixtures("application_over")


@pytest.fixture
def alice(application_over: wiring.Application) -> Person:
    return Person("Alice")


@pytest.fixture
def bob(application_over: wiring.Application) -> Person:
    return Person("Bob")


def told(reporter: Person) -> list[str]:
    return [
        card.get_text(" ", strip=True) for card in html(reporter.get("/reports/")).select(".card")
    ]


def test_a_report_is_received_and_its_reporter_told(alice: Person, bob: Person) -> None:
    friends(alice, bob)
    seq = bob.sends(alice, "I know where you live")

    response = alice.reports(bob, seq)

    assert (response.status_code, response["Location"]) == (303, "/reports/")
    (card,) = told(alice)
    assert bob.email in card
    assert "A threat" in card
    assert "Received." in card
    assert told(bob) == []
    found = wiring.reports().find(report_id(alice.id, bob.id, [seq]))
    assert found is not None
    assert (found.category, found.outcome) == (Category.THREAT, Outcome.OPEN)
    evidence = sealed(alice, bob, seq)
    assert (evidence.comment, evidence.reporter) == ("Look at it.", alice.id)
    assert [(it.body, it.sender, it.is_chosen) for it in evidence.exhibits] == [
        ("I know where you live", bob.id, True)
    ]


def test_five_messages_on_either_side_are_kept_as_they_were(alice: Person, bob: Person) -> None:
    friends(alice, bob)
    for number in range(1, 31):
        (alice if number % 2 else bob).sends(alice if number % 2 == 0 else bob, f"text {number}")

    alice.reports(bob, 10, 12, 28)
    bob.removes(alice)
    alice.blocks(bob)

    exhibits = sealed(alice, bob, 10, 12, 28).exhibits
    assert [it.seq for it in exhibits] == [*range(5, 18), *range(23, 31)]
    assert [it.body for it in exhibits] == [f"text {it.seq}" for it in exhibits]
    assert [it.seq for it in exhibits if it.is_chosen] == [10, 12, 28]


def test_what_was_withheld_belongs_to_what_its_sender_reports(alice: Person, bob: Person) -> None:
    friends(alice, bob)
    seq = bob.sends(alice, "go away")
    bob.blocks(alice)
    alice.sends(bob, "why?")

    alice.reports(bob, seq)

    assert [it.body for it in sealed(alice, bob, seq).exhibits] == ["go away", "why?"]


def test_the_same_messages_again_add_nothing(alice: Person, bob: Person) -> None:
    friends(alice, bob)
    first, second = bob.sends(alice, "one"), bob.sends(alice, "two")
    alice.reports(bob, first, second)

    assert alice.reports(bob, second, first, comment="Again!").status_code == 303

    assert len(told(alice)) == 1
    assert sealed(alice, bob, first, second).comment == "Look at it."
    alice.reports(bob, second)
    assert len(told(alice)) == 2


def test_a_report_can_block_at_once_also_when_it_is_known(alice: Person, bob: Person) -> None:
    friends(alice, bob)
    seq = bob.sends(alice, "hello")
    alice.reports(bob, seq, block="on")
    assert alice.row(bob)["data-state"] == "blocked"

    alice.unblocks(bob)
    alice.reports(bob, seq, block="on")
    assert alice.row(bob)["data-state"] == "blocked"


def test_a_request_can_be_reported(alice: Person, bob: Person) -> None:
    bob.adds(alice)
    seq = bob.sends(alice, "buy this")

    page = html(alice.get(f"/chats/{bob.id}/"))
    assert page.select(f'#conversation-footer a[href="/contacts/{bob.id}/report/"]')
    assert alice.reports(bob, seq, category="spam").status_code == 303


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"comment": ""}, "Say in a few words"),
        ({"comment": "x" * 1_001}, "at most 1000 characters"),
        ({"category": ""}, "Choose one of these"),
        ({"category": "gossip"}, "Choose one of these"),
        ({"messages": []}, "Choose at least one message."),
        ({"messages": range(1, 12)}, "Choose at most 10 messages."),
        ({"messages": [999]}, "There is no such message"),
        ({"messages": [1]}, "Choose at least one message that they wrote."),
    ],
)
def test_what_is_missing_is_asked_for_and_what_was_typed_is_kept(
    alice: Person, bob: Person, changes: dict[str, object], error: str
) -> None:
    friends(alice, bob)
    alice.sends(bob, "mine")
    seq = bob.sends(alice, "theirs")

    response = alice.reports(bob, seq, **changes)

    assert response.status_code == 422
    page = html(response)
    assert error in " ".join(it.get_text() for it in page.select("[role=alert]"))
    typed = page.select_one("[name=comment]")
    assert typed is not None
    assert typed.get_text().strip() == changes.get("comment", "Look at it.")
    assert told(alice) == []


def test_who_is_no_contact_cannot_be_reported(alice: Person, bob: Person) -> None:
    assert alice.get(f"/contacts/{bob.id}/report/").status_code == 404
    assert alice.reports(bob, 1).status_code == 404


def test_who_reports_often_counts_once(alice: Person, bob: Person) -> None:
    carol = Person("Carol")
    for other in (alice, carol):
        friends(other, bob)
    for text in ("one", "two", "three"):
        alice.reports(bob, bob.sends(alice, text))
    carol.reports(bob, bob.sends(carol, "four"))

    assert wiring.reports().reporters_of(bob.id) == 2
    assert wiring.reports().reporters_of(alice.id) == 0
    assert wiring.reports().counts()["open"] == 4


def test_the_same_report_from_two_tabs_at_once_is_one(alice: Person, bob: Person) -> None:
    friends(alice, bob)
    seq = bob.sends(alice, "hello")

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: alice.reports(bob, seq).status_code, range(4)))

    assert answers == [303] * 4
    assert len(told(alice)) == 1
    assert wiring.reports().counts()["open"] == 1


def test_own_reports_are_paged(alice: Person, bob: Person) -> None:
    friends(alice, bob)
    for number in range(23):
        alice.reports(bob, bob.sends(alice, f"text {number}"))

    page = html(alice.get("/reports/"))
    (older,) = [it["href"] for it in page.select("a") if it.get_text() == "Older reports"]
    rest = html(alice.get(f"/reports/{older}"))

    first, second = ([it["data-report"] for it in it.select(".card")] for it in (page, rest))
    assert (len(first), len(second)) == (20, 3)
    assert len({*first, *second}) == 23
    assert alice.get("/reports/", before="1").status_code == 400


def test_what_was_reported_before_is_not_said_to_be_new(alice: Person, bob: Person) -> None:
    friends(alice, bob)
    seq = bob.sends(alice, "theirs")
    alice.reports(bob, seq)

    again = alice.reports(bob, seq)

    assert again["Location"] == "/reports/?again=1"
    page = html(alice.get(again["Location"]))
    assert "You have reported this before." in page.select_one("main [role=status]").get_text()
    said = {"category": "spam", "comment": "x", "messages": [seq]}
    dialog = html(alice.post(f"/contacts/{bob.id}/report/", **said))
    assert "You have reported this before." in dialog.select_one(".notice").get_text()
