"""What Cognito's token endpoint tells: an ID token and an access token, each with its own key."""

import hashlib
import time
from dataclasses import dataclass, field
from uuid import uuid4

import jwt

from tests.accounts.signing import public_jwk, rsa_key

ID_KEY, ACCESS_KEY = "id-key=", "access-key="
LIFETIME = 3600  # seconds


@dataclass
class Account:
    """Somebody in the user pool."""

    email: str
    name: str
    email_verified: bool = True
    groups: list[str] = field(default_factory=list)
    sub: str = field(default_factory=lambda: str(uuid4()))


class Tokens:
    def __init__(self, issuer: str, client_id: str) -> None:
        self._issuer = issuer
        self._client_id = client_id
        self.public_keys = [public_jwk(rsa_key(kid), kid) for kid in (ID_KEY, ACCESS_KEY)]

    def answer(self, account: Account, nonce: str | None, scope: str) -> dict[str, object]:
        common = self._common(account)
        access = _signed(
            {
                **common,
                "token_use": "access",
                "client_id": self._client_id,
                "scope": scope,
                "username": account.sub,
                "version": 2,
            },
            ACCESS_KEY,
        )
        return {
            "id_token": _signed(self._id_claims(account, common, nonce, access), ID_KEY),
            "access_token": access,
            "refresh_token": "opaque",
            "token_type": "Bearer",
            "expires_in": LIFETIME,
        }

    def _common(self, account: Account) -> dict[str, object]:
        now = int(time.time())
        groups = {"cognito:groups": account.groups} if account.groups else {}
        return {
            "iss": self._issuer,
            "sub": account.sub,
            "origin_jti": str(uuid4()),
            "event_id": str(uuid4()),
            "auth_time": now,
            "iat": now,
            "exp": now + LIFETIME,
            **groups,
        }

    def _id_claims(
        self, account: Account, common: dict[str, object], nonce: str | None, access: str
    ) -> dict[str, object]:
        return {
            **common,
            "token_use": "id",
            "aud": self._client_id,
            "at_hash": _half_hash(access),
            "cognito:username": account.sub,
            "email": account.email,
            "email_verified": str(account.email_verified).lower(),
            "name": account.name,
            **({"nonce": nonce} if nonce else {}),
        }


def challenge_of(verifier: str) -> str:
    """By S256."""
    return _encoded(hashlib.sha256(verifier.encode()).digest())


def _signed(claims: dict[str, object], kid: str) -> str:
    return jwt.encode({"jti": str(uuid4()), **claims}, rsa_key(kid), "RS256", {"kid": kid})


def _half_hash(token: str) -> str:
    return _encoded(hashlib.sha256(token.encode()).digest()[:16])


def _encoded(part: bytes) -> str:
    return jwt.utils.base64url_encode(part).decode()
