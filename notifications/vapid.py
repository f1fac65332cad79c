"""The key by which a push service knows this site (VAPID, RFC 8292)."""

import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .sealing import Sealer

KEY_BYTES = 32
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # of P-256


def to_base64url(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def from_base64url(text: str) -> bytes:
    """Raises ValueError for whatever `to_base64url` would not have written."""
    if not text.isascii():
        raise ValueError("not base64url")
    raw = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if to_base64url(raw) != text:
        raise ValueError("not base64url")
    return raw


def new_private_key() -> str:
    return to_base64url((1 + secrets.randbelow(ORDER - 1)).to_bytes(KEY_BYTES, "big"))


def is_private_key(text: str) -> bool:
    try:
        raw = from_base64url(text)
    except ValueError:
        return False
    return len(raw) == KEY_BYTES and 0 < int.from_bytes(raw, "big") < ORDER


class Vapid:
    """The private key as text, and an https or mailto address at which we are found.

    What this needs is loaded when it is needed: cryptography for the key, more to seal something.
    """

    def __init__(self, private_key: str, subject: str) -> None:
        self.number = int.from_bytes(from_base64url(private_key), "big")
        self.subject = subject

    @cached_property
    def public_key(self) -> str:
        """As browsers want it, in base64url."""
        from cryptography.hazmat.primitives.asymmetric import ec
        from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

        public = ec.derive_private_key(self.number, ec.SECP256R1()).public_key()
        return to_base64url(public.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))

    @cached_property
    def sealer(self) -> "Sealer":
        from .sealing import Sealer

        return Sealer(self)
