"""Messages for the eyes of one browser (RFC 8291), and this site's signature (RFC 8292).

Brings in webpush, and pydantic with it: not to be imported before something is sealed.
"""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO

import jwt
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from webpush import WebPush
from webpush.types import WebPushKeys, WebPushSubscription
from webpush.vapid import VAPID

from .addresses import split_endpoint
from .domain import Subscription
from .vapid import Vapid

VALID_FOR = 12 * 60 * 60  # seconds; a push service takes at most 24 hours


@dataclass(frozen=True, slots=True)
class Sealed:
    headers: Mapping[str, str]
    body: bytes


class Signature(VAPID):
    """Tells a push service where its operator finds us, which may be a web address."""

    def get_authorization_header(self, endpoint: object, subscriber: str, expiration: int) -> str:
        host, _ = split_endpoint(str(endpoint))
        claims = {
            "aud": f"https://{host}",
            "exp": int(time.time()) + expiration,
            "sub": subscriber,
        }
        token = jwt.encode(claims, self.private_key, algorithm="ES256")
        return f"vapid t={token}, k={self.get_application_server_key(self.public_key)}"


class Sealer:
    def __init__(self, vapid: Vapid) -> None:
        key = ec.derive_private_key(vapid.number, ec.SECP256R1())
        pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        self._webpush = WebPush(pem, BytesIO(public), vapid.subject, expiration=VALID_FOR)
        self._webpush.vapid = Signature(pem, BytesIO(public))

    def seal(self, subscription: Subscription, payload: Mapping[str, object]) -> Sealed:
        """The headers and the body of a call to the push service."""
        # What was checked when it was stored need not be checked again.
        keys = WebPushKeys.model_construct(auth=subscription.auth, p256dh=subscription.p256dh)
        to = WebPushSubscription.model_construct(endpoint=subscription.endpoint, keys=keys)
        text = json.dumps(payload, ensure_ascii=False, separators=(",", ":"))
        sealed = self._webpush.get(text.encode(), to)
        headers = {name: str(value) for name, value in sealed.headers.items()}
        return Sealed(headers, sealed.encrypted)
