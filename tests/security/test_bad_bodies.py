"""Requests whose body or content type cannot be read, or is too much."""

import pytest
from django.http import HttpResponse

from tests.people import Person, html, shown_name
from tests.security.bad_input import FORM, both_ways, everything_stored

MULTIPART = "multipart/form-data; boundary=x"
NAME = b'name="name"'
EMAIL = b'name="email"'


def parts(*fields: tuple[bytes, bytes]) -> bytes:
    written = (
        b"--x\r\nContent-Disposition: form-data; %b\r\n\r\n%b\r\n" % field for field in fields
    )
    return b"".join(written) + b"--x--\r\n"


CAROL = parts((NAME, b"Carol"), (EMAIL, b"carol@example.com"))
CAROL_IN_A_LINE = b"name=Carol&email=carol@example.com"

NO_FORMS = {
    "JSON": ("application/json", b'{"name": "Carol", "email": "carol@example.com"}'),
    "plain text": ("text/plain", CAROL_IN_A_LINE),
    "XML": ("text/xml", b"<name>Carol</name>"),
    "no content type": ("", CAROL_IN_A_LINE),
    "a content type of nonsense": (";;=/", CAROL_IN_A_LINE),
    "empty": (FORM, b""),
    "multipart that breaks off": (MULTIPART, b"--x\r\nbroken"),
    "multipart without a boundary": ("multipart/form-data", CAROL),
    "multipart with another boundary": ("multipart/form-data; boundary=y", CAROL),
    "multipart with a boundary too long": ("multipart/form-data; boundary=" + "x" * 300, CAROL),
    "multipart with a boundary not ASCII": ("multipart/form-data; boundary=é", CAROL),
    "invalid UTF-8": (FORM, b"name=caf\xe9&email=carol@example.com"),
    "invalid UTF-8 behind UTF-8": (FORM, "name=שלום".encode() + b"\xff&email=carol@example.com"),
    "invalid UTF-8, escaped": (FORM, b"name=caf%E9&email=carol@example.com"),
    "invalid UTF-8 in the address": (FORM, b"name=Carol&email=carol%FF@example.com"),
    "invalid UTF-8 in multipart": (
        MULTIPART,
        parts((NAME, b"caf\xe9"), (EMAIL, b"carol@example.com")),
    ),
    "invalid UTF-8 in a field's name": (FORM, b"nam%FF=Carol&email=carol@example.com"),
    "a file for a name": (
        MULTIPART,
        parts((NAME + b'; filename="x"', b"Carol"), (EMAIL, b"carol@example.com")),
    ),
    "1,001 fields": (FORM, CAROL_IN_A_LINE + b"&x=1" * 1_001),
    "1,003 fields in multipart": (MULTIPART, parts(*[(NAME, b"Carol")] * 1_003)),
    "101 files": (MULTIPART, parts(*[(b'name="f"; filename="f"', b"x")] * 101)),
}
LARGE = b"x" * 2_621_441
TOO_LARGE = {
    "form": (FORM, b"email=carol@example.com&name=" + LARGE),
    "multipart": (MULTIPART, parts((NAME, LARGE), (EMAIL, b"carol@example.com"))),
    "a file": (
        MULTIPART,
        parts((NAME, b"Carol"), (EMAIL, b"carol@example.com"), (b'name="f"; filename="f"', LARGE)),
    ),
    "no form": ("application/octet-stream", LARGE),
}


def sent(person: Person, content_type: str, body: bytes, headers: dict[str, str]) -> HttpResponse:
    """Without the encoding of the body that Django's client does in post()."""
    return person.browser.generic("POST", "/contacts/", body, content_type, headers=headers)


@both_ways
@pytest.mark.parametrize(("content_type", "body"), NO_FORMS.values(), ids=NO_FORMS)
def test_a_body_that_is_no_form_is_a_4xx(
    alice: Person, content_type: str, body: bytes, headers: dict[str, str]
) -> None:
    before = everything_stored()

    response = sent(alice, content_type, body, headers)

    assert 400 <= response.status_code < 500
    assert html(response).get_text(strip=True)
    assert everything_stored() == before


@both_ways
@pytest.mark.parametrize(("content_type", "body"), TOO_LARGE.values(), ids=TOO_LARGE)
def test_a_body_over_two_and_a_half_megabytes_is_a_413(
    alice: Person, content_type: str, body: bytes, headers: dict[str, str]
) -> None:
    before = everything_stored()

    assert sent(alice, content_type, body, headers).status_code == 413

    assert everything_stored() == before


@both_ways
def test_both_kinds_of_form_are_read(alice: Person, headers: dict[str, str]) -> None:
    assert sent(alice, FORM, CAROL_IN_A_LINE, headers).status_code < 400
    assert sent(alice, MULTIPART + "; charset=UTF-8", CAROL, headers).status_code < 400

    assert [shown_name(row) for row in alice.rows().values()] == ["Carol"]
