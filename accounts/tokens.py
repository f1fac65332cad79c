"""Whether an ID token is genuine, meant for us, and the answer to our own question."""

from collections.abc import Mapping
from functools import cache
from secrets import compare_digest

import jwt
from django.conf import settings

from accounts import provider
from chatscape.logs import Event, report

Claims = Mapping[str, object]

ALGORITHM = "RS256"
LEEWAY = 30  # seconds
REQUIRED = ["exp", "iat", "aud", "iss", "sub"]
MAX_TOKEN = 16 * 1024
MAX_SUBJECT = 255

ASK_AGAIN_AFTER = 60  # seconds: tokens with made-up key ids must not make us ask each time
KEYS_ARE_FRESH_FOR = 24 * 60 * 60
KEYS_ARE_USABLE_FOR = 2 * KEYS_ARE_FRESH_FOR  # while the provider does not tell them


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
    """The provider's keys by id, asked for again when an unknown id or a day has come.

    Sign-ins with a known key go on meanwhile. Where the provider does not tell its keys, the known
    ones serve for one more day.
    """

    def __init__(self, issuer: str) -> None:
        self._issuer = issuer
        self._told = provider.Told(self._by_id)

    def find(self, kid: str) -> jwt.PyJWK:
        self._told.refresh(lambda: self._is_due(kid), wait=self._usable(kid) is None)
        key = self._usable(kid)
        if key is None and self._told.failure:
            raise provider.ProviderError(f"keys: {self._told.failure}")
        if key is None:
            raise InvalidToken("kid")
        return key

    def _is_due(self, kid: str) -> bool:
        is_wanted = self._told.age > KEYS_ARE_FRESH_FOR or kid not in (self._told.answer or {})
        return is_wanted and self._told.may_ask(again_after=ASK_AGAIN_AFTER)

    def _usable(self, kid: str) -> jwt.PyJWK | None:
        if self._told.age > KEYS_ARE_USABLE_FOR:
            return None
        return (self._told.answer or {}).get(kid)

    def _by_id(self) -> Mapping[str, jwt.PyJWK]:
        try:
            return {str(key.key_id): key for key in self._ask()}
        except provider.ProviderError as error:
            report(Event.SIGN_IN_KEYS_UNAVAILABLE, cause=str(error))
            raise

    def only(self) -> jwt.PyJWK:
        """The key of a provider that gives its keys no ids, and may have a new one any time."""
        keys = self._ask()
        if len(keys) != 1:
            raise InvalidToken("key")
        return keys[0]

    def _ask(self) -> list[jwt.PyJWK]:
        told = provider.ask("GET", provider.endpoints(self._issuer).keys).get("keys")
        if not isinstance(told, list):
            raise provider.ProviderError("no list of keys")
        return [key for key in map(_signing_key, told) if key]


def _signing_key(told: object) -> jwt.PyJWK | None:
    """None for what signs no ID tokens, or is broken: that must not spoil the keys beside it."""
    if not isinstance(told, dict) or told.get("kty") != "RSA":
        return None
    if told.get("use", "sig") != "sig" or told.get("alg", ALGORITHM) != ALGORITHM:
        return None
    try:
        return jwt.PyJWK(told, algorithm=ALGORITHM)
    except (jwt.PyJWTError, ValueError, TypeError, ArithmeticError):
        return None


@cache
def signing_keys(issuer: str) -> SigningKeys:
    return SigningKeys(issuer)
