"""Names that cannot be seen or are no names, through every form that takes one."""

from dataclasses import dataclass

import pytest
from django.http import HttpResponse

from tests.people import HTMX, Person, friends, html, shown_name
from tests.security.bad_input import (
    INERT,
    both_ways,
    everything_stored,
    is_inert,
    post,
    typed_into,
    was_done,
    was_refused,
)

NO_NAMES = {
    "empty": "",
    "blank": "   ",
    "no-break spaces": "\u00a0\u3000",
    "U+200B": "\u200b",
    "U+200B inside": "Al\u200bice",
    "U+202E": "Alice\u202e",
    "U+3164": "\u3164",
    "over 80 graphemes": "a" * 81,
    "over 80 families": "\N{MAN}\u200d\N{WOMAN}\u200d\N{GIRL}" * 81,
    "300 combining marks": "a" + "\u0301" * 300,
    "lone surrogate": "Alice\ud800",
    "line feed": "Alice\nBob",
    "NUL": "Al\0ice",
    "100 kB": "a" * 100_000,
    "quote and space": "   \u200b\"'>",
}
TRIMMED = {"spaces around it": "  Rob ert ", "line feeds around it": "\r\nRob ert\n"}


@dataclass(frozen=True)
class Form:
    """One of the forms that take a name."""

    id: str
    path: str
    shown_at: str
    beside: tuple[tuple[str, str], ...] = ()

    def post(
        self, alice: Person, bob: Person, name: str, headers: dict[str, str]
    ) -> tuple[HttpResponse, dict[str, str]]:
        typed = {"name": name, **dict(self.beside)}
        return post(alice, self.path.format(bob=bob.id), typed, headers), typed


ADD = Form("add-contact", "/contacts/", "/chats/", (("email", "carol@example.com"),))
RENAME = Form("rename-contact", "/contacts/{bob}/rename/", "/chats/{bob}/")
ACCOUNT = Form("account-form", "/account/", "/account/")

every_form = pytest.mark.parametrize(
    "form", [ADD, RENAME, ACCOUNT], ids=["add contact", "rename contact", "display name"]
)


@pytest.fixture(autouse=True)
def known(alice: Person, bob: Person) -> None:
    friends(alice, bob)


def stored_name(form: Form, alice: Person, bob: Person) -> str:
    if form is ACCOUNT:
        return alice.user.name
    rows = alice.rows().values()
    email = dict(form.beside).get("email", bob.email)
    return next(shown_name(row) for row in rows if row["data-email"] == email)


@both_ways
@every_form
@pytest.mark.parametrize("name", NO_NAMES.values(), ids=NO_NAMES)
def test_what_is_no_name_comes_back(
    alice: Person, bob: Person, form: Form, name: str, headers: dict[str, str]
) -> None:
    before = everything_stored()

    response, typed = form.post(alice, bob, name, headers)

    assert was_refused(response, form.id, "name", typed, headers)
    assert everything_stored() == before


@both_ways
@every_form
@pytest.mark.parametrize("name", TRIMMED.values(), ids=TRIMMED)
def test_a_name_is_trimmed(
    alice: Person, bob: Person, form: Form, name: str, headers: dict[str, str]
) -> None:
    response, _ = form.post(alice, bob, name, headers)

    assert was_done(response)
    assert stored_name(form, alice, bob) == "Rob ert"


@both_ways
@every_form
@pytest.mark.parametrize("name", INERT.values(), ids=INERT)
def test_a_name_is_stored_as_typed_and_shown_inert(
    alice: Person, bob: Person, form: Form, name: str, headers: dict[str, str]
) -> None:
    response, _ = form.post(alice, bob, name, headers)

    assert was_done(response)
    assert stored_name(form, alice, bob) == name
    assert is_inert(response)
    page = alice.get(form.shown_at.format(bob=bob.id))
    assert is_inert(page)
    assert name in everything_said(page)


def everything_said(shown: HttpResponse) -> str:
    page = html(shown)
    values = [str(it["value"]) for it in page.select("[value]")]
    return "\n".join([page.get_text(), *values])


@both_ways
@pytest.mark.parametrize("name", INERT.values(), ids=INERT)
def test_a_stranger_s_name_is_shown_inert(
    alice: Person, mallory: Person, name: str, headers: dict[str, str]
) -> None:
    ACCOUNT.post(mallory, alice, name, headers)
    mallory.adds(alice)
    mallory.sends(alice, "let me in")

    assert shown_name(alice.row(mallory)) == name
    shown = alice.browser.get(f"/chats/{mallory.id}/", headers=headers)
    assert is_inert(shown)
    assert name in everything_said(shown)


@both_ways
def test_a_form_without_its_field_comes_back_empty(alice: Person, headers: dict[str, str]) -> None:
    response = post(alice, "/account/", {}, headers)

    assert response.status_code == 422
    assert typed_into(html(response), "account-form", "name") == ""
    assert (response.get("HX-Retarget") == "#account-form") is (headers == HTMX)
