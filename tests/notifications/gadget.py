"""A browser that has subscribed: it alone can read what a push service gets for it."""

import json
import os
from typing import Any
from uuid import uuid4

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.http import HttpResponse

from chatscape import wiring
from notifications.domain import endpoint_hash
from notifications.repository import Listed
from notifications.vapid import to_base64url
from tests.people import HTMX, Person

from .push_service import HOST

CHROME_ON_ANDROID = (
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/140.0.0.0 Mobile Safari/537.36"
)


class Gadget:
    def __init__(self, endpoint: str = "") -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._auth = os.urandom(16)
        self.endpoint = endpoint or f"https://{HOST}/send/{uuid4().hex}"
        self.id = endpoint_hash(self.endpoint)

    @property
    def _point(self) -> bytes:
        public = self._key.public_key()
        return public.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)

    @property
    def subscription(self) -> dict[str, Any]:
        """As `JSON.stringify` writes it."""
        keys = {"p256dh": to_base64url(self._point), "auth": to_base64url(self._auth)}
        return {"endpoint": self.endpoint, "expirationTime": None, "keys": keys}

    def subscribes(
        self, person: Person, browser: Any = None, renews: str = "", **headers: str
    ) -> HttpResponse:
        used = person.browser if browser is None else browser
        return posts(used, json.dumps(self.subscription), renews, **headers)

    def reads(self, body: bytes) -> dict[str, Any]:
        """Decrypts a message by RFC 8291 and RFC 8188: one record, in the end its delimiter."""
        salt, size, sender = body[:16], int.from_bytes(body[16:20], "big"), body[21 : 21 + body[20]]
        record = body[21 + body[20] :]
        assert len(record) <= size
        shared = self._key.exchange(
            ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), sender)
        )
        info = b"WebPush: info\0" + self._point + sender
        secret = HKDF(hashes.SHA256(), 32, self._auth, info).derive(shared)
        key = HKDF(hashes.SHA256(), 16, salt, b"Content-Encoding: aes128gcm\0").derive(secret)
        nonce = HKDF(hashes.SHA256(), 12, salt, b"Content-Encoding: nonce\0").derive(secret)
        plain = AESGCM(key).decrypt(nonce, record, None).rstrip(b"\0")
        assert plain.endswith(b"\2")
        found: dict[str, Any] = json.loads(plain[:-1])
        return found


def posts(browser: Any, body: str | bytes, renews: str = "", **headers: str) -> HttpResponse:
    response: HttpResponse = browser.post(
        f"/push/subscriptions/{f'?id={renews}' if renews else ''}",
        body,
        content_type="application/json",
        headers={**HTMX, "User-Agent": CHROME_ON_ANDROID, **headers},
    )
    return response


def of(person: Person) -> Listed:
    """The devices of a person, as the account page lists them."""
    return wiring.notifications().of(person.user)
