"""Messages that are none, that are too much, or that were sent before."""

from uuid import uuid4

import pytest

from tests.people import HTMX, Person, bubbles, friends, html
from tests.security.bad_input import (
    INERT,
    both_ways,
    everything_stored,
    is_inert,
    post,
    was_done,
    was_refused,
)

NO_BODIES = {
    "empty": "",
    "spaces": "   ",
    "line feeds": "\r\n\r\n",
    "no-break spaces": "\u00a0\u3000",
    "only zero-width": "\u200b\u200d\u2060\ufeff",
    "only U+202E": "\u202e",
    "U+3164": "\u3164",
    "only a combining mark": "\u0301",
    "over 4,000 characters": "x" * 4001,
    "NUL": "nul\0",
    "lone surrogate": "broken \ud800 pair",
}
OVER_THE_BYTE_CAP = {
    "16 KB and a byte": "x" * 16_385,
    "4,000 characters of 5 bytes": "🙂\u200d" * 4000,
    "400,000 combining marks": "\u0301" * 400_000,
    "spaces only": " " * 16_385,
}
NO_CLIENT_IDS = {
    "missing": None,
    "empty": "",
    "a number": "1",
    "no UUID": "not-a-uuid",
    "no hyphens": "0" * 32,
    "braces": "{00000000-0000-0000-0000-000000000000}",
    "line feed after": "00000000-0000-0000-0000-000000000000\n",
    "other digits": "٠0000000-0000-0000-0000-000000000000",
    "NUL": "00000000-0000-0000-0000-00000000000\0",
    "5 kB": "0" * 5_000,
    "lone surrogate": "00000000-0000-0000-0000-00000000000\ud800",
}
AS_TYPED = INERT | {
    "lines": "line one\nline two\n\n  indented",
    "joiners and directions": "\N{FAMILY} \N{WOMAN}\u200d\N{ROCKET} שלום \u202emirror",
    "4,000 characters": "x" * 4000,
}


@pytest.fixture
def address(alice: Person, bob: Person) -> str:
    """Where alice's messages to bob go."""
    friends(alice, bob)
    return f"/chats/{bob.id}/messages/"


@both_ways
@pytest.mark.parametrize("body", NO_BODIES.values(), ids=NO_BODIES)
def test_what_is_no_message_comes_back(
    alice: Person, address: str, body: str, headers: dict[str, str]
) -> None:
    typed = {"body": body, "client_id": str(uuid4())}
    before = everything_stored()

    response = post(alice, address, typed, headers)

    assert was_refused(response, "composer", "body", typed, headers)
    assert everything_stored() == before


@both_ways
@pytest.mark.parametrize("body", OVER_THE_BYTE_CAP.values(), ids=OVER_THE_BYTE_CAP)
def test_a_body_over_the_byte_cap_is_a_413(
    alice: Person, address: str, body: str, headers: dict[str, str]
) -> None:
    before = everything_stored()

    response = post(alice, address, {"body": body, "client_id": str(uuid4())}, headers)

    assert response.status_code == 413
    if headers == HTMX:
        assert response["HX-Retarget"] == "#notices"
    else:
        assert html(response).select_one("textarea[name=body]").get_text() == f"\n{body}"
    assert everything_stored() == before


@both_ways
@pytest.mark.parametrize("client_id", NO_CLIENT_IDS.values(), ids=NO_CLIENT_IDS)
def test_a_client_id_is_a_uuid(
    alice: Person, address: str, client_id: str | None, headers: dict[str, str]
) -> None:
    data = {"body": "hello"} | ({} if client_id is None else {"client_id": client_id})
    before = everything_stored()

    assert post(alice, address, data, headers).status_code == 400

    assert everything_stored() == before


@both_ways
@pytest.mark.parametrize("body", AS_TYPED.values(), ids=AS_TYPED)
def test_a_message_is_stored_as_typed_and_shown_inert(
    alice: Person, bob: Person, address: str, body: str, headers: dict[str, str]
) -> None:
    response = post(alice, address, {"body": body, "client_id": str(uuid4())}, headers)

    assert was_done(response)
    shown = bob.browser.get(f"/chats/{alice.id}/", headers=headers)
    assert [it.body for it in bubbles(shown)] == [body]
    assert is_inert(response)
    assert is_inert(shown)
    assert html(shown).select(".message__body *:not(a)") == []


@both_ways
@pytest.mark.parametrize("spelling", [str, str.upper], ids=["as it was", "in capitals"])
def test_the_same_message_again_is_the_first_one(
    alice: Person, bob: Person, address: str, spelling: type[str], headers: dict[str, str]
) -> None:
    client_id = str(uuid4())
    first = alice.sends(bob, "once", client_id)
    alice.sends(bob, "something else")
    before = everything_stored()

    again = {"body": "once", "client_id": spelling(client_id)}
    response = post(alice, address, again, headers)

    assert was_done(response)
    if headers == HTMX:
        assert [(it.seq, it.body) for it in bubbles(response)] == [(first, "once")]
    else:
        assert response["Location"].endswith(f"#message-{first}")
    assert everything_stored() == before


@both_ways
def test_the_same_client_id_with_another_text_is_refused(
    alice: Person, bob: Person, address: str, headers: dict[str, str]
) -> None:
    client_id = str(uuid4())
    alice.sends(bob, "once", client_id)
    before = everything_stored()

    response = post(alice, address, {"body": "twice", "client_id": client_id}, headers)

    assert response.status_code == 409
    if headers == HTMX:
        assert response["HX-Retarget"] == "#notices"
    else:
        assert html(response).select_one("textarea[name=body]").get_text() == "\ntwice"
    assert everything_stored() == before
