"""What operators do on the command line."""

import json
from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.domain import FOREVER
from chatscape import wiring
from chatscape.store.port import Key, Update
from tests.moderation.staff import People, decides, page_of, reports
from tests.people import Person, html

pytestmark = pytest.mark.usefixtures("application_over")


def says(*command: str) -> str:
    said = StringIO()
    call_command(*command, stdout=said)
    return said.getvalue()


def test_somebody_is_suspended_and_freed_by_address(people: People) -> None:
    _, bob, sam = people

    assert "is suspended until 2" in says("suspend", "BOB@example.com", "--days=3", "--reason=Spam")
    assert bob.get("/chats/").status_code == 403
    assert "for good" in says("suspend", bob.email, "--reason=More spam")
    assert bob.user.suspended_until == FOREVER
    page = html(sam.get("/admin/", q=bob.email)).select_one("[aria-labelledby=person]")
    assert page is not None
    text = " ".join(page.get_text().split())
    assert "Suspended for good" in text
    assert "suspended for good by operator More spam" in text

    assert "can use the site again" in says("lift", bob.email, "--reason=A mistake")
    assert bob.get("/chats/").status_code == 200
    events = [(it.event, it.why) for it in wiring.audit().person(bob.id, limit=9)]
    assert events == [("lifted", "A mistake"), ("suspended", "More spam"), ("suspended", "Spam")]


def test_the_longest_suspension_counts_and_is_told(people: People, kim: Person) -> None:
    alice, bob, _ = people
    report = reports(alice, bob, "soon")
    decides(kim, report, "suspend", days=14)
    end = f"{datetime.fromtimestamp(bob.user.suspended_until, UTC):%Y-%m-%d %H:%M}"

    assert f"until {end} UTC" in says("suspend", bob.email, "--days=1", "--reason=x")
    assert "for good" in says("suspend", bob.email, "--reason=x")
    assert f"until {end} UTC" in says("suspend", bob.email, "--days=1", "--reason=x")


def test_what_is_over_by_itself_is_not_lifted(people: People) -> None:
    _, bob, _ = people
    says("suspend", bob.email, "--days=1", "--reason=x")
    over = {"suspensions": "operator:1000"}
    wiring.store().write(Update(Key(f"standing#{bob.id}", "standing"), over))

    with pytest.raises(CommandError, match="is not suspended"):
        says("lift", bob.email, "--reason=x")


def test_what_staff_decided_is_lifted_too(people: People, kim: Person) -> None:
    alice, bob, _ = people
    decides(kim, reports(alice, bob, "soon"), "for good")

    says("lift", bob.email, "--reason=A court")

    assert bob.user.suspended_until == 0


@pytest.mark.parametrize(
    ("command", "problem"),
    [
        (("suspend", "nobody@example.com", "--reason=x"), "Nobody has nobody@example.com."),
        (("suspend", "nonsense", "--reason=x"), "e-mail"),
        (("suspend", "bob@example.com", "--days=0", "--reason=x"), "from 1 to 3650"),
        (("suspend", "bob@example.com", "--reason= "), "--reason: Say in a few words"),
        (("lift", "bob@example.com", f"--reason={'x' * 1_001}"), "--reason: .* at most 1000"),
        (("reports", "list", "--most=0"), "at least 1"),
        (("lift", "bob@example.com", "--reason=x"), "is not suspended"),
        (("lift", "nobody@example.com", "--reason=x"), "Nobody has"),
        (("reports", "export", "0" * 20), "There is no report"),
        (("reports",), "verb"),
    ],
)
def test_what_cannot_be_done_is_said(people: People, command: list[str], problem: str) -> None:
    with pytest.raises(CommandError, match=problem):
        says(*command)


def test_reports_are_listed(people: People, kim: Person) -> None:
    alice, bob, _ = people
    first, second, third = (reports(alice, bob, text) for text in ("one", "two", "three"))
    fourth = reports(alice, bob, "buy", "spam")
    decides(kim, first, "suspend", days=2)
    decides(kim, third, "dismiss")

    def ids(*options: str) -> list[str]:
        return [json.loads(line)["id"] for line in says("reports", "list", *options).splitlines()]

    assert ids() == [second, fourth]
    assert ids("--closed") == [third, first]
    assert ids("--category=spam") == [fourth]
    assert ids("--most=1") == [second]
    closed = json.loads(says("reports", "list", "--closed").splitlines()[1])
    assert (closed["outcome"], closed["measure"], closed["staff"]) == (
        *("acted", "suspend"),
        kim.email,
    )
    assert "one" not in says("reports", "list", "--closed")


def test_a_report_is_exported_with_all_that_belongs_to_it(people: People, kim: Person) -> None:
    alice, bob, _ = people
    report = reports(alice, bob, "soon \N{GRINNING FACE}")
    decides(kim, report, "for good")

    told = json.loads(says("reports", "export", report))

    assert [it["body"] for it in told["evidence"]["exhibits"]] == ["soon \N{GRINNING FACE}"]
    assert told["suspended_until"] == "never"
    assert [(it["event"], it["actor_email"]) for it in told["history"]] == [
        ("received", alice.email),
        ("suspended", kim.email),
        ("viewed", "operator"),
    ]
    assert "looked at by operator" in " ".join(page_of(kim, report).get_text().split())


def test_what_was_changed_is_not_exported(people: People) -> None:
    alice, bob, _ = people
    report = reports(alice, bob, "soon")
    wiring.store().write(Update(Key(f"report#{report}", "report"), {"seal": "0" * 64}))

    with pytest.raises(CommandError, match="not what was sealed"):
        says("reports", "export", report)
