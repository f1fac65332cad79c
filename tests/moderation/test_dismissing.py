"""Several reports dismissed at once."""

import pytest

from tests.moderation.staff import (
    People,
    acts,
    alert,
    found,
    queued,
    reports,
)
from tests.people import Person, html

pytestmark = pytest.mark.usefixtures("application_over")


def test_several_are_dismissed_at_once(people: People, kim: Person, lou: Person) -> None:
    alice, bob, _ = people
    made = [reports(alice, bob, f"text {number}") for number in range(4)]
    acts(lou, "take", made[1])

    def dismisses(*chosen: str, reason: str = "All of it is a quarrel.") -> object:
        data = {"reports": [it if ":" in it else f"{it}:0" for it in chosen], "reason": reason}
        return kim.browser.post("/admin/reports/dismiss/", data)

    response = dismisses(*made[:3])
    assert (response.status_code, response["Location"]) == (303, "/admin/?dismissed=2&left=1")
    page = html(kim.get(response["Location"]))
    assert "2 reports dismissed. 1 was left as it is" in page.select_one("[role=status]").get_text()
    assert queued(kim) == [made[1], made[3]]
    assert [it["value"] for it in page.select("[name=reports]")] == [f"{made[3]}:0"]
    assert "Choose at least one report." in alert(dismisses())
    assert "Say in a few words why." in alert(dismisses(made[3], reason=""))
    assert dismisses("a:0").status_code == 400
    assert dismisses("0" * 20)["Location"] == "/admin/?dismissed=0&left=1"


def test_no_more_than_a_page_is_dismissed_at_once(people: People, kim: Person) -> None:
    alice, bob, _ = people
    report = reports(alice, bob, "soon")
    chosen = [f"{report}:0", *(f"{number:020x}:0" for number in range(20))]

    response = kim.browser.post("/admin/reports/dismiss/", {"reports": chosen, "reason": "Spam."})

    assert response.status_code == 422
    assert "Choose at most 20 reports." in alert(response)
    assert html(response).select("[name=reports][checked]")
    assert found(report).is_open


def test_a_dismissal_leads_back_to_its_category(people: People, kim: Person) -> None:
    alice, bob, _ = people
    threat, spam = reports(alice, bob, "soon"), reports(alice, bob, "buy", "spam")
    (form,) = html(kim.get("/admin/", category="spam")).select("form.decision")
    data = {"reports": [f"{spam}:0"], "reason": ""}

    refused = kim.browser.post(str(form["action"]), data)
    done = kim.browser.post(str(form["action"]), data | {"reason": "No spam."})

    rows = [it["data-report"] for it in html(refused).select("tr[data-report]")]
    assert (refused.status_code, rows) == (422, [spam])
    assert done["Location"] == "/admin/?dismissed=1&left=0&category=spam"
    assert found(threat).is_open
