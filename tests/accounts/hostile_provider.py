"""An OpenID provider that says whatever a test asks it to, over real HTTP.

It is honest until told otherwise: `claims`, `header` and `key` change the ID token, `tokens`
the whole answer of the token endpoint, and `answers` what any path is answered with.
"""

import json
import time
from collections.abc import Callable, Mapping
from secrets import token_urlsafe
from urllib.parse import urlencode

import jwt

from tests.accounts.listener import Answer, Asked, Listener, as_json, html
from tests.accounts.signing import public_jwk, rsa_key

DISCOVERY = "/pool/.well-known/openid-configuration"
AUTHORIZE = "/authorize"
TOKEN = "/token"
KEYS = "/keys"
CLIENT_ID = "chatscape"


class Omit:
    """As a claim's or header's value: leave it out."""


HONEST_KEY = public_jwk(rsa_key("honest"), "honest")


class HostileProvider(Listener):
    def __init__(self) -> None:
        super().__init__()
        self.claims: dict[str, object] = {}
        self.header: dict[str, object] = {}
        self.key: object = rsa_key("honest")
        self.algorithm = "RS256"
        self.keys = [HONEST_KEY]
        self.answers: dict[str, Answer | Callable[[], Answer]] = {}
        self.tokens: Callable[[str], object] = lambda id_token: {
            "id_token": id_token,
            "access_token": "unused",
            "token_type": "Bearer",
        }
        self.asked: list[Asked] = []
        self.codes: dict[str, dict[str, str]] = {}
        self.issued: list[str] = []

    @property
    def issuer(self) -> str:
        """With a path, as Cognito's is."""
        return f"{self.origin}/pool"

    def requests_to(self, path: str) -> list[Asked]:
        return [asked for asked in self.asked if asked.path == path]

    def id_token(self, nonce: str) -> str:
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": CLIENT_ID,
            "sub": "subject-of-alice",
            "iat": now,
            "exp": now + 300,
            "nonce": nonce,
            "token_use": "id",
            "email": "alice@example.com",
            "email_verified": "true",
            "name": "Alice",
            **self.claims,
        }
        header = {"typ": "JWT", "alg": self.algorithm, "kid": "honest", **self.header}
        return self._signed(header, claims)

    def answer(self, asked: Asked) -> Answer:
        self.asked.append(asked)
        told = self.answers.get(asked.path)
        if told is not None:
            return told() if callable(told) else told
        if asked.path == AUTHORIZE:
            return self._authorize(asked.query)
        if asked.path == TOKEN:
            return self._exchange(asked.form)
        if asked.path == KEYS:
            return as_json({"keys": self.keys})
        if asked.path == DISCOVERY:
            return as_json(self.discovery())
        return html(404)

    def discovery(self) -> dict[str, object]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": self.origin + AUTHORIZE,
            "token_endpoint": self.origin + TOKEN,
            "jwks_uri": self.origin + KEYS,
        }

    def _signed(self, *parts: Mapping[str, object]) -> str:
        """By hand, since PyJWT would refuse to sign some of what it must refuse to believe."""
        told = b".".join(_encoded(json.dumps(_without_omitted(part)).encode()) for part in parts)
        algorithm = jwt.get_algorithm_by_name(self.algorithm)
        signature = algorithm.sign(told, algorithm.prepare_key(self.key))
        return b".".join([told, _encoded(signature)]).decode()

    def _authorize(self, query: Mapping[str, str]) -> Answer:
        code = token_urlsafe(12)
        self.codes[code] = dict(query)
        back = f"{query['redirect_uri']}?{urlencode({'code': code, 'state': query['state']})}"
        return Answer(status=302, headers={"Location": back})

    def _exchange(self, form: Mapping[str, str]) -> Answer:
        asked_for = self.codes.pop(form.get("code", ""), None)
        if asked_for is None:
            return as_json({"error": "invalid_grant"}, 400)
        self.issued.append(self.id_token(asked_for["nonce"]))
        return as_json(self.tokens(self.issued[-1]))


def _encoded(part: bytes) -> bytes:
    return jwt.utils.base64url_encode(part)


def _without_omitted(values: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in values.items() if value is not Omit}
