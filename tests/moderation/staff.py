"""What staff do, through the pages of the admin site."""

from datetime import UTC, datetime

from bs4 import Tag
from django.http import HttpResponse

from chatscape import wiring
from moderation.domain import Report
from moderation.evidence import Evidence
from moderation.services import report_id
from tests.people import Person, html

People = tuple[Person, Person, Person]


def reports(reporter: Person, other: Person, text: str, category: str = "threat") -> str:
    """Has one send a message and the other report it; the report's id."""
    seq = other.sends(reporter, text)
    assert reporter.reports(other, seq, category=category).status_code == 303
    return report_id(reporter.id, other.id, [seq])


def found(report: str) -> Report:
    it = wiring.reports().find(report)
    assert it is not None
    return it


def acts(staff: Person, verb: str, report: str, **said: object) -> HttpResponse:
    """As the form of the page does that shows the report as it is now; whatever comes back."""
    data = {"reason": "As we agreed.", **said}
    if "revision" not in said:
        data["revision"] = found(report).revision
    return staff.browser.post(f"/admin/reports/{report}/{verb}/", data)


def decides(staff: Person, report: str, measure: str, **said: object) -> HttpResponse:
    return acts(staff, "decide", report, measure=measure, **said)


def page_of(staff: Person, report: str) -> Tag:
    response = staff.get(f"/admin/reports/{report}/")
    assert response.status_code == 200
    return html(response)


def queued(staff: Person, **query: object) -> list[str]:
    response = staff.get("/admin/", **query)
    assert response.status_code == 200
    return [str(row["data-report"]) for row in html(response).select("tr[data-report]")]


def told_of(reporter: Person) -> list[str]:
    """What the reporter reads of each report, the newest first."""
    cards = html(reporter.get("/reports/")).select(".card")
    return [str(card["data-outcome"]) for card in cards]


def alert(response: HttpResponse) -> str:
    return " ".join(it.get_text(" ", strip=True) for it in html(response).select("[role=alert]"))


def is_stopped(person: Person) -> bool:
    return [person.get(path).status_code for path in ("/chats/", "/account/")] == [403, 403]


def news(person: Person) -> list[str]:
    return [str(it["data-news"]) for it in html(person.get("/chats/")).select("[data-news]")]


def sealed(reporter: Person, other: Person, *numbers: int) -> Evidence:
    found = wiring.reports().with_evidence(
        report_id(reporter.id, other.id, numbers), datetime.now(UTC)
    )
    assert found is not None
    assert found[1] is not None
    return found[1]
