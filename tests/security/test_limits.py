"""What is too much is a 429 that says when to go on, exact on every engine."""

import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.http import HttpResponse
from pytest_django import Settings

from accounts.domain import DAY, HOUR, MINUTE
from accounts.repository import profile_key
from chatscape import wiring
from chatscape.store.port import Store, Update
from chatscape.wake import NoWake
from tests.people import HTMX, Person, friends, html

LIMITS = {
    "messages_per_minute": 5,
    "contacts_per_hour": 4,
    "requests_per_day": 3,
    "sign_ins_per_minute": 5,
    "reports_per_day": 2,
}


@pytest.fixture(autouse=True)
def limited(store: Store, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.LIMITS = LIMITS
    application = wiring.compose(store, NoWake())
    monkeypatch.setattr(wiring, "application", lambda: application)


def pass_time(person: Person, seconds: int) -> None:
    """As if what somebody has spent had been spent so much earlier."""
    entries = (entry.split(":") for entry in person.user.spent.split())
    spent = " ".join(f"{kind}:{int(at, 16) - seconds:x}:{count}" for kind, at, count in entries)
    wiring.store().write(Update(profile_key(person.id), {"spent": spent}))


def adds(person: Person, email: str, *, htmx: bool = True) -> HttpResponse:
    data = {"name": "Somebody", "email": email}
    return person.browser.post("/contacts/", data, headers=HTMX if htmx else {})


def retry_after(response: HttpResponse, most: int) -> bool:
    return response.status_code == 429 and 0 < int(response["Retry-After"]) <= most


def test_a_person_sends_so_many_messages_a_minute() -> None:
    alice, bob = Person("Alice"), Person("Bob")
    friends(alice, bob)
    for number in range(5):
        alice.sends(bob, f"{number}")

    fragment = alice.says(bob, "too much")
    data = {"body": "too much", "client_id": str(uuid4())}
    page = alice.browser.post(f"/chats/{bob.id}/messages/", data)

    assert retry_after(fragment, MINUTE)
    assert retry_after(page, MINUTE)
    assert fragment["HX-Retarget"] == "#notices"  # the composer keeps the text
    assert "try again in" in html(fragment).select_one("[role=alert]").get_text()
    assert html(page).select_one("textarea[name=body]").get_text().strip() == "too much"
    assert html(page).select_one("[name=client_id]")["value"] == data["client_id"]
    assert [bubble.body for bubble in bob.reads(alice)] == list("01234")
    assert bob.sends(alice, "I may") == 6

    pass_time(alice, MINUTE)
    assert alice.browser.post(f"/chats/{bob.id}/messages/", data).status_code == 303
    assert bob.reads(alice)[-1].body == "too much"


def test_a_message_that_was_sent_is_answered_whatever_the_limit() -> None:
    alice, bob = Person("Alice"), Person("Bob")
    friends(alice, bob)
    ids = [str(uuid4()) for _ in range(5)]
    numbers = [alice.sends(bob, "hello", client_id) for client_id in ids]

    assert [alice.sends(bob, "hello", client_id) for client_id in ids] == numbers
    assert alice.says(bob, "something else", ids[0]).status_code == 409
    assert alice.says(bob, "hello").status_code == 429
    assert len(bob.reads(alice)) == 5


def test_a_person_adds_so_many_people_an_hour() -> None:
    alice = Person("Alice")
    for number in range(4):
        assert adds(alice, f"new-{number}@example.com").status_code == 200

    assert retry_after(adds(alice, "new-5@example.com"), HOUR)
    page = adds(alice, "new-5@example.com", htmx=False)
    assert retry_after(page, HOUR)
    assert html(page).select_one("form [name=email]")["value"] == "new-5@example.com"
    assert adds(alice, "new-1@example.com").status_code == 200  # nobody new
    assert len(alice.rows()) == 4
    assert wiring.users().id_for_email("new-5@example.com") is None

    pass_time(alice, HOUR)
    assert adds(alice, "new-5@example.com").status_code == 200


def test_a_person_writes_to_so_many_strangers_a_day() -> None:
    alice, bob = Person("Alice"), Person("Bob")
    strangers = [Person(name) for name in ("Carol", "Dave", "Erin", "Frank")]
    friends(alice, bob)
    for stranger in strangers[:3]:
        alice.adds(stranger)
        alice.sends(stranger, "hello")
    pass_time(alice, HOUR)
    alice.adds(strangers[3])

    refused = alice.says(strangers[3], "hello")

    assert retry_after(refused, DAY)
    assert "hour" in html(refused).select_one("[role=alert]").get_text()
    assert strangers[3].rows() == {}
    assert alice.sends(strangers[0], "still there?") == 2  # that request stands already
    assert alice.sends(bob, "how are you?") == 1
    strangers[3].adds(alice)
    assert alice.sends(strangers[3], "hello") == 1  # no stranger any more
    pass_time(alice, DAY)
    strangers[1].removes(alice)
    assert alice.sends(strangers[1], "again") == 2


def test_a_request_to_somebody_who_removed_you_counts_whether_or_not_they_blocked_you() -> None:
    alice = Person("Alice")
    others = [Person(name) for name in ("Bob", "Carol", "Dave", "Erin", "Frank")]
    bob, carol, *strangers = others
    for other in others[:4]:
        friends(alice, other) if other in (bob, carol) else alice.adds(other)
    pass_time(alice, HOUR)
    alice.adds(others[4])
    bob.removes(alice)
    carol.blocks(alice)
    carol.removes(alice)
    for stranger in strangers:
        alice.sends(stranger, "hello")

    answers = [alice.says(other, "hello") for other in (bob, carol)]

    assert [answer.status_code for answer in answers] == [429, 429]
    assert answers[0].content == answers[1].content


@pytest.mark.parametrize("blocked", [False, True], ids=["not blocked", "blocked"])
def test_many_messages_to_somebody_who_removed_you_are_one_request(blocked: bool) -> None:
    alice, bob = Person("Alice"), Person("Bob")
    friends(alice, bob)
    alice.sends(bob, "hello")
    if blocked:
        bob.blocks(alice)
    bob.removes(alice)

    for number in range(5):
        pass_time(alice, MINUTE)
        alice.sends(bob, f"{number}")

    assert re.search(r"r:[0-9a-f]+:(\d+)", alice.user.spent)[1] == "1"


def test_what_is_spent_at_once_on_different_things_is_all_counted() -> None:
    alice, bob = Person("Alice"), Person("Bob")
    friends(alice, bob)
    before = alice.user
    alice.sends(bob, "meanwhile")

    wiring.address_book().add(before, "Carol", "carol@example.com")

    counts = dict(re.findall(r"([a-z]):[0-9a-f]+:(\d+)", alice.user.spent))
    assert counts == {"c": "2", "m": "1"}


@pytest.mark.parametrize("what", ["messages", "contacts"])
def test_those_who_ask_at_once_get_no_more_than_one_after_the_other(what: str) -> None:
    alice, friends_of_alice = Person("Alice"), [Person("Bob"), Person("Carol")]
    for friend in friends_of_alice:
        friends(alice, friend)
    pass_time(alice, HOUR)
    browsers = [alice.new_browser() for _ in range(4)]

    def ask(number: int) -> int:
        browser, friend = browsers[number % 4], friends_of_alice[number % 2]
        if what == "messages":
            data = {"body": f"{number}", "client_id": str(uuid4())}
            return browser.post(f"/chats/{friend.id}/messages/", data).status_code
        data = {"name": "New", "email": f"new-{number}@example.com"}
        return browser.post("/contacts/", data).status_code

    with ThreadPoolExecutor(4) as pool:
        answers = Counter(pool.map(ask, range(12)))

    allowed = {"messages": 5, "contacts": 4}[what]
    assert answers == {303: allowed, 429: 12 - allowed}
    read = sum(len(alice.reads(friend)) for friend in friends_of_alice)
    assert (read if what == "messages" else len(alice.rows()) - 2) == allowed


def test_a_person_reports_so_much_a_day() -> None:
    alice, bob = Person("Alice"), Person("Bob")
    friends(alice, bob)
    numbers = [bob.sends(alice, text) for text in ("one", "two", "three")]

    assert [alice.reports(bob, seq).status_code for seq in numbers[:2]] == [303, 303]
    refused = alice.reports(bob, numbers[2], comment="I wrote a lot.", block="on")

    assert retry_after(refused, DAY)
    assert alice.row(bob)["data-state"] == "blocked"
    assert "I wrote a lot." in html(refused).get_text()
    assert alice.reports(bob, numbers[0]).status_code == 303  # which adds nothing
    assert len(html(alice.get("/reports/")).select("[data-report]")) == 2
