"""Numbers of messages and ids of people that are none."""

from uuid import uuid4

import pytest
from django.http import HttpResponse

from tests.people import Person, bubbles, friends
from tests.security.bad_input import both_ways, everything_stored, post

NO_CURSORS = {
    "-1": "-1",
    "1e9": "1e9",
    "٣": "٣",
    "NaN": "NaN",
    "2^63": str(2**63),
    "13 digits": "9" * 13,
    "SQL": "1 OR 1=1",
    "SQL quote": "1'; DROP TABLE items; --",
    "empty": "",
    "+1": "+1",
    "space before": " 1",
    "line feed after": "1\n",
    "1.0": "1.0",
    "0x1": "0x1",
    "NUL": "1\0",
    "5 kB": "1" * 5_000,
}
CURSORS = {
    "messages before": "/chats/{bob}/messages/?before=",
    "messages after": "/chats/{bob}/messages/?after=",
    "conversation before": "/chats/{bob}/?before=",
    "conversation after": "/chats/{bob}/?after=",
    "updates version": "/updates/?version=",
    "updates after": "/updates/?version=0&contact={bob}&after=",
}
BEYOND = {
    "messages before the first": "/chats/{bob}/messages/?before=1",
    "messages after the last": "/chats/{bob}/messages/?after=1",
    "messages after the largest": "/chats/{bob}/messages/?after=999999999999",
    "updates after the largest": "/updates/?version=0&contact={bob}&after=999999999999",
}
NO_CONTACTS = {
    "someone else's": "{bob}",
    "absent": "0" * 20,
    "../": "../",
    "encoded ../": "..%2F",
    "%00": "%00",
    "id and %00": "{bob}%00",
    "id and line feed": "{bob}%0A",
    "5 kB": "x" * 5_000,
    "5 kB of digits": "0" * 5_000,
    "user#1": "user%231",
    "19 digits": "0" * 19,
    "21 digits": "0" * 21,
    "capitals": "A" * 20,
    "no hexadecimal": "g" * 20,
    "other digits": "%D9%A0" * 20,
    "invalid UTF-8": "%FF%ED%A0%80",
}
READING = {"conversation": "/chats/{contact}/", "messages": "/chats/{contact}/messages/"}
CHANGING = {
    "send": "/chats/{contact}/messages/",
    "read": "/chats/{contact}/read/",
    "accept": "/contacts/{contact}/accept/",
    "rename": "/contacts/{contact}/rename/",
    "block": "/contacts/{contact}/block/",
    "unblock": "/contacts/{contact}/unblock/",
    "remove": "/contacts/{contact}/remove/",
    "report": "/contacts/{contact}/report/",
}

every_contact = pytest.mark.parametrize("contact", NO_CONTACTS.values(), ids=NO_CONTACTS)


def get(person: Person, path: str, typed: str, headers: dict[str, str]) -> HttpResponse:
    """With something typed into the address behind what is there."""
    address, _, query = path.partition("?")
    *pairs, (name, _) = [pair.split("=") for pair in query.split("&")]
    return person.browser.get(address, {**dict(pairs), name: typed}, headers=headers)


@both_ways
@pytest.mark.parametrize("cursor", NO_CURSORS.values(), ids=NO_CURSORS)
@pytest.mark.parametrize("path", CURSORS.values(), ids=CURSORS)
def test_a_cursor_is_a_number(
    alice: Person, bob: Person, path: str, cursor: str, headers: dict[str, str]
) -> None:
    friends(alice, bob)

    assert get(alice, path.format(bob=bob.id), cursor, headers).status_code == 400


@both_ways
@pytest.mark.parametrize("cursor", [None, *NO_CURSORS.values()], ids=["missing", *NO_CURSORS])
def test_a_number_to_read_up_to_is_a_number(
    alice: Person, bob: Person, cursor: str | None, headers: dict[str, str]
) -> None:
    friends(alice, bob)
    bob.sends(alice, "unread")
    before = everything_stored()

    data = {} if cursor is None else {"seq": cursor}
    response = post(alice, f"/chats/{bob.id}/read/", data, headers)

    assert response.status_code == 400
    assert everything_stored() == before


@both_ways
@pytest.mark.parametrize("path", ["/chats/{bob}/", "/chats/{bob}/messages/"])
def test_two_cursors_are_none(
    alice: Person, bob: Person, path: str, headers: dict[str, str]
) -> None:
    friends(alice, bob)

    response = alice.browser.get(f"{path.format(bob=bob.id)}?before=9&after=1", headers=headers)

    assert response.status_code == 400


@both_ways
def test_an_update_needs_a_version(alice: Person, headers: dict[str, str]) -> None:
    assert alice.browser.get("/updates/", headers=headers).status_code == 400


@both_ways
@pytest.mark.parametrize("path", BEYOND.values(), ids=BEYOND)
def test_a_cursor_beyond_the_end_is_an_empty_page(
    alice: Person, bob: Person, path: str, headers: dict[str, str]
) -> None:
    friends(alice, bob)
    alice.sends(bob, "one")

    response = alice.browser.get(path.format(bob=bob.id), headers=headers)

    assert response.status_code == 200
    assert bubbles(response) == []


@both_ways
@every_contact
@pytest.mark.parametrize("path", READING.values(), ids=READING)
def test_an_id_that_is_nobody_s_shows_nothing(
    alice: Person, bob: Person, path: str, contact: str, headers: dict[str, str]
) -> None:
    address = path.format(contact=contact.format(bob=bob.id))

    assert alice.browser.get(address, headers=headers).status_code == 404


@both_ways
@every_contact
@pytest.mark.parametrize("path", CHANGING.values(), ids=CHANGING)
def test_an_id_that_is_nobody_s_changes_nothing(
    alice: Person, bob: Person, path: str, contact: str, headers: dict[str, str]
) -> None:
    bob.adds(alice)
    data = {"body": "hello", "client_id": str(uuid4()), "seq": "1", "name": "X"}
    before = everything_stored()

    address = path.format(contact=contact.format(bob=bob.id))
    assert post(alice, address, data, headers).status_code == 404

    assert everything_stored() == before


@both_ways
@every_contact
def test_there_are_no_updates_about_nobody(
    alice: Person, bob: Person, contact: str, headers: dict[str, str]
) -> None:
    alice.post("/contacts/", name="Carol", email="carol@example.com")
    address = f"/updates/?version=0&after=0&contact={contact.format(bob=bob.id)}"

    assert alice.browser.get(address, headers=headers).status_code == 404
