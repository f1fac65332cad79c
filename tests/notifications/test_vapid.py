"""The site's key: made once, and checked at the start."""

from io import StringIO
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from django.core.management import call_command

from local.options import environment, from_environment
from notifications.vapid import (
    ORDER,
    Vapid,
    from_base64url,
    is_private_key,
    new_private_key,
    to_base64url,
)


def as_key(number: int) -> str:
    return to_base64url(number.to_bytes(32, "big"))


def test_the_command_prints_a_new_key_each_time() -> None:
    said = [StringIO(), StringIO()]
    for out in said:
        call_command("vapid_key", stdout=out)

    one, other = (out.getvalue().strip() for out in said)
    assert one != other
    assert is_private_key(one)
    assert is_private_key(other)


def test_the_public_key_is_a_point_on_the_curve() -> None:
    raw = from_base64url(Vapid(new_private_key(), "https://chat.example.com").public_key)

    assert (len(raw), raw[0]) == (65, 4)
    assert ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), raw)


@pytest.mark.parametrize("number", [1, ORDER - 1])
def test_a_number_within_the_order_is_a_key(number: int) -> None:
    assert is_private_key(as_key(number))


@pytest.mark.parametrize(
    "text",
    [
        *(as_key(0), as_key(ORDER), as_key(2**256 - 1)),
        *("", "A", "é" * 43, as_key(1) + "=", as_key(1)[:-1], as_key(1) + "\n", "+" * 43),
        to_base64url(b"\1" * 31),
        to_base64url(b"\1" * 33),
    ],
)
def test_what_is_no_key(text: str) -> None:
    assert not is_private_key(text)


def test_a_local_copy_keeps_its_own_key(tmp_path: Path) -> None:
    options = from_environment({"DATA_DIR": str(tmp_path)})

    first, again = (environment(options, {})["VAPID_PRIVATE_KEY"] for _ in range(2))

    assert first == again
    assert is_private_key(first)
    assert (tmp_path / "vapid_key").stat().st_mode & 0o077 == 0
    own = new_private_key()
    assert environment(options, {"VAPID_PRIVATE_KEY": own})["VAPID_PRIVATE_KEY"] == own


def test_a_local_copy_names_no_real_address() -> None:
    assert settings.VAPID_SUBJECT == "mailto:nobody@chatscape.invalid"
