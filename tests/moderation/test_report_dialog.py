"""Reporting somebody without leaving the conversation: what htmx asks for, and what it is given."""

from django.http import HttpResponse

from tests.people import Person, friends, html

SAID = {"category": "threat", "comment": "Look at it."}


def reports(reporter: Person, other: Person, *numbers: int, **changes: object) -> HttpResponse:
    path = f"/contacts/{other.id}/report/"
    return reporter.post(path, **{**SAID, "messages": numbers, **changes})


def test_the_dialog_holds_the_form_of_the_page(alice: Person, bob: Person) -> None:
    friends(alice, bob)
    bob.sends(alice, "I know where you live")

    page = html(alice.get(f"/contacts/{bob.id}/report/"))
    dialog = html(alice.fragment(f"/contacts/{bob.id}/report/"))

    assert page.select("h1")
    assert not dialog.select("html, h1")
    assert [it.get_text() for it in dialog.select("#report-heading")] == ["Report Bob"]
    one, other = page.select_one("#report-form"), dialog.select_one("#report-form")
    assert one
    assert other
    for form in (one, other):
        form.select("[name=csrfmiddlewaretoken]")[0]["value"] = ""
    assert one == other


def test_a_link_leads_to_the_page_and_names_the_dialog(alice: Person, bob: Person) -> None:
    bob.adds(alice)
    bob.sends(alice, "buy this")

    page = html(alice.get(f"/chats/{bob.id}/"))

    links = page.select(f'a[href="/contacts/{bob.id}/report/"]')
    assert [it["hx-target"] for it in links] == ["#report", "#report"]
    (dialog,) = page.select("dialog#report")
    assert dialog.get_text() == ""


def test_a_report_that_came_in_is_said_on_the_page(alice: Person, bob: Person) -> None:
    friends(alice, bob)
    seq = bob.sends(alice, "hello")

    response = reports(alice, bob, seq)

    assert response.status_code == 200
    assert (response["HX-Trigger"], response["HX-Retarget"]) == ("report-received", "#contacts")
    page = html(response)
    (notice,) = page.select("#notices [role=status]")
    assert "Received." in notice.get_text()
    assert notice.select('a[href="/reports/"]')
    assert [it["data-state"] for it in page.select("#contacts [data-contact]")] == ["accepted"]
    assert not page.select("#conversation-header, #conversation-footer")
    assert len(html(alice.get("/reports/")).select("[data-report]")) == 1


def test_who_is_blocked_with_it_is_so_on_the_page(alice: Person, bob: Person) -> None:
    friends(alice, bob)
    seq = bob.sends(alice, "hello")

    page = html(reports(alice, bob, seq, block="on"))

    parts = page.select("#conversation-header, #conversation-footer")
    assert [it["data-kind"] for it in parts] == ["blocked", "blocked"]
    assert [it["data-state"] for it in page.select("#contacts [data-contact]")] == ["blocked"]


def test_what_is_missing_is_asked_for_in_the_dialog(alice: Person, bob: Person) -> None:
    friends(alice, bob)
    seq = bob.sends(alice, "hello")

    response = reports(alice, bob, seq, comment="", category="")

    assert (response.status_code, response["HX-Retarget"]) == (422, "#report-form")
    page = html(response)
    assert not page.select("h1, h2#report-heading")
    assert [it["name"] for it in page.select("[autofocus]")] == ["category"]
    assert len(page.select("[role=alert]")) == 2
    assert [it["name"] for it in html(reports(alice, bob)).select("[autofocus]")] == ["messages"]


def test_what_is_typed_stays_where_the_dialog_opens_again(alice: Person, bob: Person) -> None:
    """Of each person on their own; and an answer to what was sent says it anew."""
    friends(alice, bob)
    seq = bob.sends(alice, "hello")
    kept = f"#report-comment-{bob.id}[hx-preserve]"

    assert html(alice.fragment(f"/contacts/{bob.id}/report/")).select(kept)
    assert not html(reports(alice, bob, seq, category="")).select(kept)


def test_a_preview_asks_for_no_more_than_is_chosen(alice: Person, bob: Person) -> None:
    friends(alice, bob)
    numbers = [bob.sends(alice, f"text {number}") for number in range(12)]
    asked = {"category": "", "comment": "", "preview": "1"}

    some = html(reports(alice, bob, numbers[0], numbers[2], **asked))
    none = html(reports(alice, bob, **asked))
    many = html(reports(alice, bob, *numbers[:11], **asked))

    said = [it.get_text() for it in some.select("#report-preview .said--chosen .said__body")]
    assert said == ["text 0", "text 2"]
    assert not some.select("[role=alert]")
    assert not none.select("[role=alert]")
    assert "Nothing of theirs is chosen." in none.select("#report-preview")[0].get_text()
    assert "at most 10" in many.select("#report-messages-errors")[0].get_text()
    assert not many.select("#report-preview .evidence")


def test_other_messages_have_the_focus(alice: Person, bob: Person) -> None:
    friends(alice, bob)
    for number in range(45):
        bob.sends(alice, f"text {number}")

    page = html(reports(alice, bob, 45, comment="", category="", before="26"))

    (first,) = page.select("[autofocus]")
    assert (first["name"], first["value"]) == ("messages", "25")
    assert not html(alice.fragment(f"/contacts/{bob.id}/report/")).select("[autofocus]")


def test_a_notice_takes_no_heed_of_what_part_was_asked_for(alice: Person, bob: Person) -> None:
    response = reports(alice, bob, 1, preview="1")

    assert (response.status_code, response["HX-Retarget"]) == (404, "#notices")
    assert response["HX-Reselect"] == "unset"
