"""What staff see of reports: the queue, what is in one, and that each look is written down."""

import pytest
from django.http import HttpResponse

from chatscape import wiring
from chatscape.store.port import Key, Update
from moderation.services import report_id
from tests.moderation.staff import People, reports
from tests.people import Person, friends, html

pytestmark = pytest.mark.usefixtures("application_over")


def listed(response: HttpResponse) -> list[str]:
    assert response.status_code == 200
    return [str(row["data-report"]) for row in html(response).select("[data-report]")]


def test_the_oldest_comes_first_and_pages_have_no_gap(
    people: People,
) -> None:
    alice, bob, sam = people
    made = [reports(alice, bob, f"text {number}") for number in range(23)]

    first = sam.get("/admin/")
    (more,) = html(first).select(".paginator a")
    rest = sam.browser.get(str(more["href"]))

    assert listed(first) == made[:20]
    assert listed(rest) == made[20:]
    assert "All open reports (23)" in html(first).get_text()


def test_a_category_has_a_queue_of_its_own(people: People) -> None:
    alice, bob, sam = people
    threat, spam = reports(alice, bob, "soon"), reports(alice, bob, "buy", "spam")

    assert listed(sam.get("/admin/")) == [threat, spam]
    assert listed(sam.get("/admin/", category="spam")) == [spam]
    assert listed(sam.get("/admin/", category="sexual")) == []
    assert sam.get("/admin/", category="gossip").status_code == 400
    assert sam.get("/admin/", after="yesterday").status_code == 400


def test_a_search_finds_either_side(people: People) -> None:
    alice, bob, sam = people
    about_bob, about_alice = reports(alice, bob, "one"), reports(bob, alice, "two")

    page = html(sam.get("/admin/", q=" BOB@example.com "))

    def rows(section: str) -> list[str]:
        return [
            str(it["data-report"])
            for it in page.select(f"[aria-labelledby={section}] tr[data-report]")
        ]

    assert rows("about") == [about_bob]
    assert rows("by") == [about_alice]
    assert "Nobody has this address." in sam.get("/admin/", q="no@example.com").content.decode()


def test_what_a_search_finds_is_paged(people: People) -> None:
    alice, bob, sam = people
    made = [reports(alice, bob, f"text {number}") for number in range(23)]

    for email, section in ((bob.email, "about"), (alice.email, "by")):
        page = html(sam.get("/admin/", q=email))
        (older,) = [it["href"] for it in page.select(f"[aria-labelledby={section}] .paginator a")]
        rest = html(sam.browser.get(str(older)))
        rows = [
            str(it["data-report"])
            for it in (*page.select("tr[data-report]"), *rest.select("tr[data-report]"))
        ]
        assert rows == made[::-1]
    assert sam.get("/admin/", q=bob.email, about="yesterday").status_code == 400


def test_a_report_shows_what_was_sealed_and_no_more(people: People) -> None:
    alice, bob, sam = people
    for number in range(1, 21):
        bob.sends(alice, f"text {number}")
    alice.reports(bob, 10)
    alice.blocks(bob)

    page = html(sam.get(f"/admin/reports/{report_id(alice.id, bob.id, [10])}/"))

    bodies = [it.get_text() for it in page.select(".evidence .said__body")]
    assert bodies == [f"text {number}" for number in range(5, 16)]
    assert [it.select_one(".said__body").get_text() for it in page.select(".said--chosen")] == [
        "text 10"
    ]
    text = page.get_text()
    for fact in (alice.email, bob.email, "A threat", "Look at it.", "reported by 1 person"):
        assert fact in text


def test_every_look_is_written_down(people: People) -> None:
    alice, bob, sam = people
    report = reports(alice, bob, "soon")
    kim = Person("Kim", roles=frozenset({"moderator"}))
    sam.get(f"/admin/reports/{report}/")
    kim.get(f"/admin/reports/{report}/")

    entries = [(it.event, it.actor) for it in wiring.audit().report(report, limit=9)]

    assert entries == [("viewed", kim.id), ("viewed", sam.id), ("received", alice.id)]
    history = html(sam.get(f"/admin/reports/{report}/")).select_one(
        "[aria-labelledby=report-history]"
    )
    assert history is not None
    assert f"looked at by {kim.email}" in " ".join(history.get_text().split())


@pytest.mark.parametrize("part", ["evidence#00", "report"])
def test_what_was_changed_in_the_store_is_not_shown(
    people: People, part: str, caplog: pytest.LogCaptureFixture
) -> None:
    alice, bob, sam = people
    report = reports(alice, bob, "soon")
    changes = {"content": "{}"} if part != "report" else {"seal": "0" * 64}
    wiring.store().write(Update(Key(f"report#{report}", part), changes))

    response = sam.get(f"/admin/reports/{report}/")

    assert response.status_code == 409
    assert "not what was sealed" in html(response).select_one("[role=alert]").get_text()
    assert "soon" not in response.content.decode()
    assert "seal_broken" in [getattr(it, "event", "") for it in caplog.records]


def test_nobody_sees_what_concerns_themselves(people: People) -> None:
    alice, _, sam = people
    friends(alice, sam)
    about_sam, by_sam = reports(alice, sam, "one"), reports(sam, alice, "two")

    page = html(sam.get("/admin/"))

    assert alice.email not in page.get_text()
    for email in (alice.email, sam.email):
        assert html(sam.get("/admin/", q=email)).select("[data-report]") == []
    assert page.select("a[href^='/admin/reports/']") == []
    for report in (about_sam, by_sam):
        assert sam.get(f"/admin/reports/{report}/").status_code == 404
    assert sam.get(f"/admin/reports/{'0' * 20}/").status_code == 404
