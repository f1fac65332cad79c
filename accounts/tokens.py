"""Whether an ID token is genuine, meant for us, and the answer to our own question."""

import time
from collections.abc import Mapping
from functools import cache
from secrets import compare_digest
from threading import Lock

import jwt
from django.conf import settings

from accounts import provider

Claims = Mapping[str, object]

ALGORITHM = "RS256"
LEEWAY = 30  # seconds
REQUIRED = ["exp", "iat", "aud", "iss", "sub"]
MAX_TOKEN = 16 * 1024
MAX_SUBJECT = 255

ASK_AGAIN_AFTER = 60  # seconds: tokens with made-up key ids must not make us ask each time
KEYS_ARE_FRESH_FOR = 24 * 60 * 60


class InvalidToken(Exception):
    """The ID token is not one that we may believe."""


def verified_claims(token: object, nonce: str) -> Claims:
    if not isinstance(token, str) or len(token) > MAX_TOKEN:
        raise InvalidToken("no ID token")
    try:
        header = jwt.get_unverified_header(token)
        claims = jwt.decode(
            token,
            _key(header.get("kid")),
            algorithms=[ALGORITHM],
            audience=settings.OIDC_RP_CLIENT_ID,
            issuer=settings.OIDC_ISSUER,
            leeway=LEEWAY,
            options={"require": REQUIRED},
        )
    except (jwt.PyJWTError, ValueError, TypeError, ArithmeticError, RecursionError) as error:
        raise InvalidToken(type(error).__name__) from None
    _check(claims, nonce)
    return claims


def _check(claims: Claims, nonce: str) -> None:
    """What OpenID Connect asks beyond JWT."""
    answered = claims.get("nonce")
    if not isinstance(answered, str) or not compare_digest(answered.encode(), nonce.encode()):
        raise InvalidToken("nonce")
    if claims.get("token_use", "id") != "id":
        raise InvalidToken("token_use")
    several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if (several or "azp" in claims) and claims.get("azp") != settings.OIDC_RP_CLIENT_ID:
        raise InvalidToken("azp")
    subject = claims["sub"]
    if not isinstance(subject, str) or not 0 < len(subject) <= MAX_SUBJECT:
        raise InvalidToken("sub")
    if not (subject.isascii() and subject.isprintable()):
        raise InvalidToken("sub")


def _key(kid: object) -> jwt.PyJWK:
    keys = signing_keys(settings.OIDC_ISSUER)
    if kid is None and not settings.OIDC_VERIFY_KID:
        return keys.only()
    if not isinstance(kid, str):
        raise InvalidToken("kid")
    return keys.find(kid)


class SigningKeys:
    """The provider's keys by id, asked for again when an unknown id or a day has come."""

    def __init__(self, issuer: str) -> None:
        self._issuer = issuer
        self._lock = Lock()
        self._keys: dict[str, jwt.PyJWK] = {}
        self._asked_at = float("-inf")

    def find(self, kid: str) -> jwt.PyJWK:
        with self._lock:
            age = time.monotonic() - self._asked_at
            if age > KEYS_ARE_FRESH_FOR or (kid not in self._keys and age > ASK_AGAIN_AFTER):
                self._keys = {str(key.key_id): key for key in self._ask()}
                self._asked_at = time.monotonic()
            if kid not in self._keys:
                raise InvalidToken("kid")
            return self._keys[kid]

    def only(self) -> jwt.PyJWK:
        """The key of a provider that gives its keys no ids, and may have a new one any time."""
        keys = self._ask()
        if len(keys) != 1:
            raise InvalidToken("key")
        return keys[0]

    def _ask(self) -> list[jwt.PyJWK]:
        found = provider.ask("GET", provider.endpoints(self._issuer).keys).get("keys")
        keys = [
            jwt.PyJWK(key, algorithm=ALGORITHM)
            for key in (found if isinstance(found, list) else [])
            if isinstance(key, dict) and _signs(key)
        ]
        if not keys:
            raise provider.ProviderError("no keys")
        return keys


def _signs(key: Mapping[str, object]) -> bool:
    return (
        key.get("kty") == "RSA"
        and key.get("use", "sig") == "sig"
        and key.get("alg", ALGORITHM) == ALGORITHM
    )


@cache
def signing_keys(issuer: str) -> SigningKeys:
    return SigningKeys(issuer)
