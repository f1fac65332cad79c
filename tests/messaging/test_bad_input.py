"""What bad input gets: a plain answer, and nothing stored."""

from uuid import uuid4

import pytest
from django.http import HttpResponse

from tests.people import HTMX, Person, friends, html

TYPED = [
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    "{{7*7}} {% now %}",
    "javascript:alert(1)",
    "data:text/html,<b>hi</b>",
    'https://x"onmouseover=alert(1)',
    "line one\nline two\n\n  indented",
    "\N{FAMILY} \N{WOMAN}\u200d\N{ROCKET} שלום \u202emirror",
    "x" * 4000,
]


def send(person: Person, other: Person, *, htmx: bool = True, **data: str) -> HttpResponse:
    return person.browser.post(f"/chats/{other.id}/messages/", data, headers=HTMX if htmx else {})


@pytest.mark.parametrize("body", TYPED)
def test_text_is_stored_and_shown_as_typed(alice: Person, bob: Person, body: str) -> None:
    friends(alice, bob)

    alice.sends(bob, body)

    (bubble,) = bob.reads(alice)
    assert bubble.body == body
    page = html(bob.get(f"/chats/{alice.id}/"))
    assert page.select(".message__body script, .message__body img") == []
    assert page.select(".message__body [onmouseover]") == []


@pytest.mark.parametrize("htmx", [True, False], ids=["htmx", "page"])
@pytest.mark.parametrize(
    "body",
    ["", "   ", "\n\n", "\u200b\u200d\u2060", "\u3164", "x" * 4001, "nul\0", "\ufffd broken"],
    ids=["empty", "spaces", "lines", "zero-width", "filler", "4001", "nul", "unreadable"],
)
def test_a_body_that_is_no_message_is_a_422(
    alice: Person, bob: Person, body: str, htmx: bool
) -> None:
    friends(alice, bob)

    response = send(alice, bob, body=body, client_id=str(uuid4()), htmx=htmx)

    assert response.status_code == 422
    assert html(response).select_one("#composer [role=alert]").get_text(strip=True)
    assert bob.reads(alice) == []


def test_the_typed_text_is_kept(alice: Person, bob: Person) -> None:
    friends(alice, bob)

    response = send(alice, bob, body="y" * 4001, client_id=str(uuid4()))

    assert "y" * 4001 in html(response).select_one("textarea[name=body]").get_text()


def test_bytes_that_are_not_utf8_are_refused(alice: Person, bob: Person) -> None:
    friends(alice, bob)

    response = alice.browser.post(
        f"/chats/{bob.id}/messages/",
        data=b"client_id=" + str(uuid4()).encode() + b"&body=%ED%A0%80%FF",
        content_type="application/x-www-form-urlencoded",
    )

    assert response.status_code == 422
    assert bob.reads(alice) == []


@pytest.mark.parametrize("body", ["x" * 16_385, "\u0301" * 400_000], ids=["16 KB", "marks"])
def test_a_body_over_the_byte_cap_is_a_413(alice: Person, bob: Person, body: str) -> None:
    friends(alice, bob)

    assert send(alice, bob, body=body, client_id=str(uuid4())).status_code == 413
    assert send(alice, bob, body=body, client_id=str(uuid4()), htmx=False).status_code == 413
    assert bob.reads(alice) == []


@pytest.mark.parametrize(
    "client_id", ["", "1", "not-a-uuid", "0" * 32, "{" + str(uuid4()) + "}", str(uuid4()) + "\n"]
)
def test_a_client_id_is_a_uuid(alice: Person, bob: Person, client_id: str) -> None:
    friends(alice, bob)

    assert send(alice, bob, body="hello", client_id=client_id).status_code == 400
    assert send(alice, bob, body="hello").status_code == 400
    assert bob.reads(alice) == []


def test_the_spelling_of_a_client_id_does_not_matter(alice: Person, bob: Person) -> None:
    friends(alice, bob)
    client_id = str(uuid4())

    assert alice.sends(bob, "once", client_id.upper()) == alice.sends(bob, "once", client_id)


@pytest.mark.parametrize("seq", ["", "-1", "x", "1e3", "9" * 13])
def test_a_number_to_read_up_to_is_a_number(alice: Person, bob: Person, seq: str) -> None:
    friends(alice, bob)

    assert alice.post(f"/chats/{bob.id}/read/", seq=seq).status_code == 400


@pytest.mark.parametrize(
    ("body", "links"),
    [
        ("see https://example.com/a?b=1&c=2.", ["https://example.com/a?b=1&c=2"]),
        ("HTTP://EXAMPLE.COM", ["http://EXAMPLE.COM"]),
        ("(https://example.com/x)", ["https://example.com/x"]),
        ("example.com www.example.com bob@example.com", []),
        ("ftp://example.com javascript:alert(1)", []),
    ],
)
def test_web_addresses_are_links(alice: Person, bob: Person, body: str, links: list[str]) -> None:
    friends(alice, bob)

    alice.sends(bob, body)

    page = html(bob.get(f"/chats/{alice.id}/"))
    found = page.select(".message__body a")
    assert [str(link["href"]) for link in found] == links
    assert all(link["rel"] == ["noopener", "noreferrer"] for link in found)
    assert page.select_one(".message__body").get_text() == body
