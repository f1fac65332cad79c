"""What passes as a name and as an e-mail address."""

import pytest
from django.core.exceptions import ValidationError

from accounts.forms import AccountForm, EmailAddressField, NameField

FAMILY = "\N{MAN}\u200d\N{WOMAN}\u200d\N{GIRL}"

ADDRESSES = {
    "plain": ("alice@example.com", "alice@example.com"),
    "folded": ("Alice@EXAMPLE.Com", "alice@example.com"),
    "spaces around it": ("  alice@example.com ", "alice@example.com"),
    "line feeds around it": ("\r\nalice@example.com\n", "alice@example.com"),
    "tag and digits": ("a.l+1ce_@mail.example.co.uk", "a.l+1ce_@mail.example.co.uk"),
    "apostrophe": ("o'hara@example.ie", "o'hara@example.ie"),
    "punycode": ("a@xn--bcher-kva.example", "a@xn--bcher-kva.example"),
    "local part of 64": ("a" * 64 + "@example.com", "a" * 64 + "@example.com"),
}

NO_ADDRESSES = {
    "empty": "",
    "only spaces": "  ",
    "no at": "a",
    "no dot in the domain": "a@b",
    "two dots": "a@x..io",
    "hyphen first": "a@-x.io",
    "hyphen last": "a@x-.io",
    "NUL": "a\0@x.io",
    "NUL at the end": "a@x.io\0",
    "two addresses": "a@x.io, b@x.io",
    "two addresses with a space": "a@x.io b@x.io",
    "angle brackets": "<a@x.io>",
    "name and angle brackets": "A <a@x.io>",
    "mailto": "mailto:a@x.io",
    "zero-width inside": "a\u200b@x.io",
    "zero-width at the end": "a@x.io\u200b",
    "right-to-left override": "a@x.io\u202e",
    "dotless i": "ı@x.io",
    "kelvin sign, which folds to k": "\u212a@x.io",
    "cyrillic domain": "a@ехample.com",
    "localhost": "a@localhost",
    "IP literal": "a@[127.0.0.1]",
    "IP address": "a@127.0.0.10",
    "local part over 64": "a" * 65 + "@example.com",
    "over 254": "a@" + "b." * 130 + "com",
    "label over 63": "a@" + "b" * 64 + ".com",
    "quoted local part": '"a b"@x.io',
    "dot first": ".a@x.io",
    "two dots in the local part": "a..b@x.io",
    "two ats": "a@b@x.io",
    "line feed inside": "a@x.io\nb@x.io",
    "a million characters": "a" * 1_000_000 + "@x.io",
}

NAMES = {
    "plain": ("Alice", "Alice"),
    "spaces around it": ("  Alice ", "Alice"),
    "line feeds around it": ("\r\nAlice\n", "Alice"),
    "80 characters": ("a" * 80, "a" * 80),
    "markup": ("<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>"),
    "template": ("{{7*7}}", "{{7*7}}"),
    "hebrew with points": ("שָׁלוֹם", "שָׁלוֹם"),
    "persian with a non-joiner": ("می\u200cخواهم", "می\u200cخواهم"),
    "non-joiner at the end": ("علی\u200c", "علی"),
    "devanagari": ("क्ष्म्य", "क्ष्म्य"),
    "thai": ("น้ำใจ", "น้ำใจ"),
    "decomposed": ("Jose\u0301", "José"),
    "hangul": ("김철수", "김철수"),
    "emoji with joiners": (f"Kim {FAMILY}", f"Kim {FAMILY}"),
    "emoji with a variation selector": ("\u2764\ufe0f", "\u2764\ufe0f"),
    "apostrophe": ("Conan O’Brien", "Conan O’Brien"),
    "one digit": ("7", "7"),
}

NO_NAMES = {
    "empty": "",
    "blank": "   ",
    "no-break spaces": "\u00a0\u3000",
    "zero-width space": "\u200b",
    "zero-width space inside": "Al\u200bice",
    "only joiners": "\u200d\u200c\u200d",
    "only a variation selector": "\ufe0f",
    "only a combining mark": "\u0301",
    "right-to-left override": "Alice\u202e",
    "left-to-right isolate": "\u2066Alice",
    "hangul filler": "\u3164",
    "hangul filler inside": "Al\u3164ice",
    "choseong filler": "\u115f",
    "jungseong filler": "\u1160",
    "halfwidth filler": "\uffa0",
    "grapheme joiner": "Al\u034fice",
    "braille blank": "\u2800",
    "soft hyphen": "Al\u00adice",
    "tag characters": "Alice\U000e0041",
    "private use": "\ue000",
    "noncharacter": "Alice\uffff",
    "lone surrogate": "Alice\ud800",
    "replaced surrogate": "Alice\ufffd",
    "NUL": "Al\0ice",
    "tab": "Al\tice",
    "line feed": "Alice\nBob",
    "line separator": "Alice\u2028Bob",
    "over 80 graphemes": "a" * 81,
    "over 80 families": FAMILY * 81,
    "over 325 bytes": FAMILY * 19,
    "300 combining marks": "a" + "\u0301" * 300,
    "seven combining marks": "a" + "\u0316" * 7,
    "a million combining marks": "a" + "\u0301" * 1_000_000,
    "a million spaces": " " * 1_000_000 + "a",
}


@pytest.mark.parametrize(("typed", "stored"), ADDRESSES.values(), ids=ADDRESSES)
def test_an_address(typed: str, stored: str) -> None:
    assert EmailAddressField().clean(typed) == stored


@pytest.mark.parametrize("typed", NO_ADDRESSES.values(), ids=NO_ADDRESSES)
def test_no_address(typed: str) -> None:
    with pytest.raises(ValidationError) as refused:
        EmailAddressField().clean(typed)
    assert len(refused.value.messages) == 1


@pytest.mark.parametrize(("typed", "stored"), NAMES.values(), ids=NAMES)
def test_a_name(typed: str, stored: str) -> None:
    assert NameField().clean(typed) == stored


@pytest.mark.parametrize("typed", NO_NAMES.values(), ids=NO_NAMES)
def test_no_name(typed: str) -> None:
    with pytest.raises(ValidationError) as refused:
        NameField().clean(typed)
    assert len(refused.value.messages) == 1


def test_what_was_typed_is_kept_beside_the_error() -> None:
    form = AccountForm({"name": "a" * 81})
    assert form.errors == {"name": ["This name is too long."]}
    assert form["name"].value() == "a" * 81
