"""Deciding about reports: what it does to whom, on every engine."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from pytest_django import Settings

from accounts.domain import FOREVER
from chatscape import wiring
from chatscape.store.port import Key, Update
from tests.moderation.staff import (
    People,
    acts,
    alert,
    decides,
    found,
    is_stopped,
    news,
    page_of,
    queued,
    reports,
    told_of,
)
from tests.people import Person, html

pytestmark = pytest.mark.usefixtures("application_over")


def test_a_dismissed_report_leaves_the_queue_and_its_reporter_learns_it(
    people: People, kim: Person
) -> None:
    alice, bob, _ = people
    report = reports(alice, bob, "soon")

    response = decides(kim, report, "dismiss")

    assert (response.status_code, response["Location"]) == (303, f"/admin/reports/{report}/")
    assert queued(kim) == []
    assert queued(kim, state="closed") == [report]
    assert told_of(alice) == ["no breach"]
    assert wiring.reports().counts() == {
        "open": 0,
        "open_threat": 0,
        "closed": 1,
        "closed_threat": 1,
    }
    assert not is_stopped(bob)
    assert news(bob) == []


def test_a_warning_is_a_notice_until_it_is_acknowledged(people: People, kim: Person) -> None:
    alice, bob, _ = people
    decides(kim, reports(alice, bob, "soon"), "warn")

    for path in ("/chats/", f"/chats/{alice.id}/", "/account/"):
        (notice,) = html(bob.get(path)).select("[data-news=warning]")
        assert "It is about: A threat." in notice.get_text()
    poll = bob.fragment("/updates/", version=0)
    assert html(poll).select("#news [data-news=warning]")
    assert told_of(alice) == ["acted"]

    assert bob.post("/account/warning/", category="spam").status_code == 200
    assert news(bob) == ["warning"]
    assert bob.browser.post("/account/warning/", {"category": "threat"}).status_code == 303
    assert news(bob) == []
    assert bob.post("/account/warning/", category="gossip").status_code == 400
    (last, *_) = wiring.audit().person(bob.id, limit=9)
    assert (last.event, last.actor) == ("acknowledged", bob.id)


def test_a_warning_can_be_about_something_else(people: People, kim: Person) -> None:
    alice, bob, _ = people
    report = reports(alice, bob, "soon")
    (chosen,) = page_of(kim, report).select("[name=category] [selected]")
    assert chosen["value"] == "threat"

    assert decides(kim, report, "warn", category="gossip").status_code == 422
    decides(kim, report, "warn", category="harassment")

    assert bob.user.warning == "harassment"
    bob.post("/account/warning/", category="harassment")
    assert news(bob) == []


def test_a_suspension_bites_on_every_device_and_hides_nothing(people: People, kim: Person) -> None:
    alice, bob, _ = people
    phone = bob.new_browser()
    report = reports(alice, bob, "soon")

    decides(kim, report, "suspend", days=3)

    end = datetime.fromtimestamp(bob.user.suspended_until, UTC)
    assert timedelta(days=2.99) < end - datetime.now(UTC) < timedelta(days=3.01)
    assert is_stopped(bob)
    assert phone.get("/chats/").status_code == 403
    refused = bob.says(alice, "let me")
    assert refused.status_code == 403
    assert refused["HX-Refresh"] == "true"
    assert [it.body for it in alice.reads(bob)] == ["soon"]
    text = html(bob.get("/chats/")).get_text(" ")
    assert f"{end:%H:%M} UTC" in text
    assert "tell whoever runs this site" in text
    assert told_of(alice) == ["acted"]
    assert "suspend" not in html(alice.get("/reports/")).get_text().lower()


def test_the_notice_says_to_whom_to_appeal(people: People, kim: Person, settings: Settings) -> None:
    alice, bob, _ = people
    settings.CHATSCAPE_APPEALS_EMAIL = "appeals@example.com"
    decides(kim, reports(alice, bob, "soon"), "for good")

    (link,) = html(bob.get("/chats/")).select("main a")

    assert link["href"] == "mailto:appeals@example.com"


def test_a_suspension_for_good_has_no_end(people: People, kim: Person) -> None:
    alice, bob, _ = people
    report = reports(alice, bob, "soon")

    decides(kim, report, "for good", days=3)

    assert bob.user.suspended_until == FOREVER
    assert "Suspended for good" in page_of(kim, report).get_text()


def test_the_shorter_suspension_does_not_end_the_longer(people: People, kim: Person) -> None:
    alice, bob, _ = people
    first, second = reports(alice, bob, "one"), reports(alice, bob, "two")
    decides(kim, first, "for good")

    decides(kim, second, "suspend", days=1)

    assert bob.user.suspended_until == FOREVER


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({"measure": ""}, "Choose one of these."),
        ({"measure": "behead"}, "Choose one of these."),
        ({"measure": "dismiss", "reason": " "}, "Say in a few words why."),
        ({"measure": "dismiss", "reason": "x" * 1_001}, "at most 1000 characters"),
        ({"measure": "suspend"}, "from 1 to 3650"),
        ({"measure": "suspend", "days": "0"}, "from 1 to 3650"),
        ({"measure": "suspend", "days": "3651"}, "from 1 to 3650"),
        ({"measure": "suspend", "days": "soon"}, "from 1 to 3650"),
    ],
)
def test_what_is_missing_is_asked_for(
    people: People, kim: Person, said: dict[str, object], error: str
) -> None:
    alice, bob, _ = people
    report = reports(alice, bob, "soon")

    response = acts(kim, "decide", report, **said)

    assert response.status_code == 422
    assert error in alert(response)
    typed = html(response).select_one("#decision-reason")
    assert typed is not None
    assert typed.get_text().strip() == str(said.get("reason", "As we agreed.")).strip()
    assert found(report).is_open


def test_a_reporter_is_told_once_and_reads_what_came_of_it(people: People, kim: Person) -> None:
    alice, bob, _ = people
    report = reports(alice, bob, "soon")
    assert news(alice) == []

    decides(kim, report, "suspend", days=3)

    assert news(alice) == ["answer"]
    response = alice.browser.post("/reports/read/")
    assert (response.status_code, response["Location"]) == (303, "/reports/")
    assert news(alice) == []
    assert "We looked at it and acted." in html(alice.get("/reports/")).get_text()


def test_nobody_is_suspended_over_a_broken_seal(people: People, kim: Person) -> None:
    alice, bob, _ = people
    report = reports(alice, bob, "soon")
    changes = {"reported": alice.id, "reported_email": alice.email}
    wiring.store().write(Update(Key(f"report#{report}", "report"), changes))

    assert kim.get(f"/admin/reports/{report}/").status_code == 409
    for measure in ("warn", "for good"):
        assert decides(kim, report, measure).status_code == 409
    assert alice.user.suspended_until == bob.user.suspended_until == 0
    assert decides(kim, report, "dismiss").status_code == 303


def test_lines_of_a_reason_are_counted_as_they_are_typed(people: People, kim: Person) -> None:
    alice, bob, _ = people
    report = reports(alice, bob, "soon")

    assert decides(kim, report, "dismiss", reason="a\r\n" * 499).status_code == 303

    entry, *_ = wiring.audit().report(report, limit=1)
    assert entry.why == "\n".join(["a"] * 499)


def test_the_record_says_what_a_warning_was_about(people: People, kim: Person) -> None:
    alice, bob, _ = people
    report = reports(alice, bob, "soon")
    decides(kim, report, "warn", category="sexual")
    bob.post("/account/warning/", category="sexual")

    said = [(it.event, it.category) for it in wiring.audit().person(bob.id, limit=9)]
    assert said == [("acknowledged", "sexual"), ("warned", "sexual")]
    page = " ".join(page_of(kim, report).get_text().split())
    assert f"warned by {kim.email} · Unwanted sexual messages" in page


def test_a_stale_form_keeps_the_reason(people: People, kim: Person) -> None:
    alice, bob, _ = people
    report = reports(alice, bob, "soon")
    forged = Client(enforce_csrf_checks=True, HTTP_HOST="localhost")
    forged.cookies = kim.browser.cookies

    response = forged.post(
        f"/admin/reports/{report}/decide/",
        {"revision": "0", "measure": "warn", "category": "spam", "reason": "Two lines."},
    )

    assert response.status_code == 403
    again = {it["name"]: it.get("value") for it in html(response).select("form input[name]")}
    typed = html(response).select_one("[name=reason]")
    assert typed is not None
    assert typed.get_text().strip() == "Two lines."
    assert (again["revision"], again["measure"], again["category"]) == ("0", "warn", "spam")
    assert response.content.decode().count("csrfmiddlewaretoken") == 1
