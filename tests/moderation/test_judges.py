"""Who may decide: moderators, and never about what concerns themselves."""

import pytest

from chatscape import wiring
from tests.moderation.staff import People, acts, alert, decides, found, page_of, queued, reports
from tests.people import Person, friends, html

pytestmark = pytest.mark.usefixtures("application_over")

VERBS = ("take", "put-back", "decide", "lift", "restore", "reverse")


@pytest.fixture
def about_and_by_kim(people: People, kim: Person, lou: Person) -> list[str]:
    """Reports that another moderator has in hand or has decided."""
    alice, _, _ = people
    friends(alice, kim)
    made = [reports(alice, kim, "one"), reports(kim, alice, "two"), reports(alice, kim, "three")]
    acts(lou, "take", made[1])
    decides(lou, made[2], "warn")
    return made


@pytest.mark.parametrize("verb", VERBS)
def test_what_concerns_a_moderator_is_not_there_for_them(
    about_and_by_kim: list[str], kim: Person, verb: str
) -> None:
    before = [found(it) for it in about_and_by_kim]

    for report in about_and_by_kim:
        assert acts(kim, verb, report, measure="dismiss").status_code == 404

    assert [found(it) for it in about_and_by_kim] == before
    assert not wiring.audit().done_by(kim.id, limit=9)


def test_nor_can_it_be_dismissed_with_others(
    about_and_by_kim: list[str], people: People, kim: Person
) -> None:
    alice, bob, _ = people
    other = reports(alice, bob, "four")
    data = {"reports": [f"{about_and_by_kim[0]}:0", f"{other}:0"], "reason": "All nonsense."}

    response = kim.browser.post("/admin/reports/dismiss/", data)

    assert response["Location"] == "/admin/?dismissed=1&left=1"
    assert found(about_and_by_kim[0]).is_open
    assert not found(other).is_open


@pytest.mark.parametrize("verb", VERBS)
def test_who_only_reads_decides_nothing(people: People, kim: Person, verb: str) -> None:
    alice, bob, sam = people
    report = reports(alice, bob, "soon")
    if verb in ("lift", "restore", "reverse"):
        decides(kim, report, "for good")
    before = found(report)

    assert acts(sam, verb, report, measure="dismiss").status_code == 403
    data = {"reports": [f"{report}:0"], "reason": "All nonsense."}
    assert sam.browser.post("/admin/reports/dismiss/", data).status_code == 403

    assert found(report) == before


def test_who_is_no_moderator_any_more_decides_nothing(people: People, kim: Person) -> None:
    alice, bob, _ = people
    report = reports(alice, bob, "soon")
    assert queued(kim) == [report]

    demoted = Person("Kim", roles=frozenset({"staff"}))

    for person in (kim, demoted):
        assert decides(person, report, "dismiss").status_code == 403
        assert queued(person) == [report]
    Person("Kim")
    assert kim.get("/admin/").status_code == 403
    assert decides(kim, report, "dismiss").status_code == 403


def test_who_has_reported_somebody_does_not_read_what_came_of_it(
    people: People, kim: Person, lou: Person
) -> None:
    alice, bob, _ = people
    friends(kim, bob)
    mine, other = reports(kim, bob, "one"), reports(alice, bob, "two")
    decides(lou, mine, "warn", reason="Because of Kim.")
    decides(lou, other, "dismiss", reason="Because of Alice.")

    page = html(kim.get("/admin/", q=bob.email)).get_text()

    assert "Because of Alice." in page
    assert "Because of Kim." not in page
    assert "This concerns you: somebody else decides." in page


def test_what_staff_see_of_themselves_names_nobody_who_decided(
    about_and_by_kim: list[str], kim: Person, lou: Person
) -> None:
    page = kim.get("/admin/", q=kim.email).content.decode()

    assert lou.email not in page
    assert "Warned" not in page


def test_who_has_reported_somebody_does_not_read_how_they_stand_and_lifts_nothing(
    people: People, kim: Person, lou: Person
) -> None:
    alice, bob, _ = people
    friends(kim, bob)
    mine, other = reports(kim, bob, "one"), reports(alice, bob, "two")
    decides(lou, mine, "suspend", days=7)

    for page in (page_of(kim, other), html(kim.get("/admin/", q=bob.email))):
        assert "uspended until" not in page.get_text()
    refused = acts(kim, "lift", other)
    assert refused.status_code == 409
    assert "You have reported this person yourself" in alert(refused)
    assert bob.user.suspended_until > 0
    acts(lou, "lift", other)
    assert acts(kim, "restore", other).status_code == 409
    assert bob.user.suspended_until == 0


def test_a_hidden_row_does_not_say_which_report_it_is(
    about_and_by_kim: list[str], people: People, kim: Person
) -> None:
    pages = [kim.get("/admin/"), kim.get("/admin/", state="closed")]
    pages += [kim.get("/admin/", q=it.email) for it in (kim, people[0])]

    for page in pages:
        assert "This concerns you" in page.content.decode() or "q=" in page.request["QUERY_STRING"]
        assert not [it for it in about_and_by_kim if it in page.content.decode()]
