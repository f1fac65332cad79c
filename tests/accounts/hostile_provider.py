"""An OpenID provider that says whatever a test asks it to, over real HTTP.

It is honest until told otherwise: `claims`, `header` and `key` change the ID token, `tokens`
the whole answer of the token endpoint, and `answers` what any path is answered with.
"""

import json
import time
from base64 import b64decode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from secrets import token_urlsafe
from threading import Event, Thread
from types import TracebackType
from typing import Self
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

DISCOVERY = "/pool/.well-known/openid-configuration"
AUTHORIZE = "/authorize"
TOKEN = "/token"
KEYS = "/keys"
CLIENT_ID = "chatscape"


class Omit:
    """As a claim's or header's value: leave it out."""


@dataclass(frozen=True)
class Answer:
    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    hangs: bool = False
    """Says nothing until the client gives up."""
    endless: bool = False
    """Goes on sending until the client gives up."""


def html(status: int = 200) -> Answer:
    return Answer(b"<h1>It works!</h1>", status, {"Content-Type": "text/html"})


def as_json(document: object, status: int = 200) -> Answer:
    return Answer(json.dumps(document).encode(), status, {"Content-Type": "application/json"})


@cache
def rsa_key(name: str) -> rsa.RSAPrivateKey:
    """The same for a name in one run."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def public_jwk(key: rsa.RSAPrivateKey, kid: str | None) -> dict[str, object]:
    jwk = jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key(), as_dict=True)
    return {**jwk, "use": "sig", "alg": "RS256", **({"kid": kid} if kid else {})}


@dataclass(frozen=True)
class Asked:
    """A request that reached the provider."""

    method: str
    path: str
    headers: Mapping[str, str]
    form: Mapping[str, str]

    @property
    def credentials(self) -> str:
        return b64decode(self.headers["Authorization"].removeprefix("Basic ")).decode()


class HostileProvider:
    def __init__(self) -> None:
        self.claims: dict[str, object] = {}
        self.header: dict[str, object] = {}
        self.key: object = rsa_key("honest")
        self.algorithm = "RS256"
        self.keys = [public_jwk(rsa_key("honest"), "honest")]
        self.answers: dict[str, Answer | Callable[[], Answer]] = {}
        self.tokens: Callable[[str], object] = lambda id_token: {
            "id_token": id_token,
            "access_token": "unused",
            "token_type": "Bearer",
        }
        self.asked: list[Asked] = []
        self.codes: dict[str, dict[str, str]] = {}
        self._closing = Event()

    def __enter__(self) -> Self:
        provider = self

        class Handler(_Handler):
            hostile = provider

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = False
        self._thread = Thread(target=self._server.serve_forever, args=(0.05,))
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._closing.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    @property
    def origin(self) -> str:
        return f"http://localhost:{self._server.server_address[1]}"

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
        header = {"kid": "honest", **self.header}
        return jwt.encode(
            _without_omitted(claims),
            self.key,  # type: ignore[arg-type]
            algorithm=self.algorithm,
            headers=_without_omitted(header),
        )

    def answer(self, asked: Asked, query: Mapping[str, str]) -> Answer:
        self.asked.append(asked)
        told = self.answers.get(asked.path)
        if told is not None:
            return told() if callable(told) else told
        if asked.path == AUTHORIZE:
            return self._authorize(query)
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

    def wait_until_closing(self, seconds: float | None = None) -> bool:
        return self._closing.wait(seconds)

    def _authorize(self, query: Mapping[str, str]) -> Answer:
        code = token_urlsafe(12)
        self.codes[code] = dict(query)
        back = f"{query['redirect_uri']}?{urlencode({'code': code, 'state': query['state']})}"
        return Answer(status=302, headers={"Location": back})

    def _exchange(self, form: Mapping[str, str]) -> Answer:
        asked_for = self.codes.pop(form.get("code", ""), None)
        if asked_for is None:
            return as_json({"error": "invalid_grant"}, 400)
        return as_json(self.tokens(self.id_token(asked_for["nonce"])))


def _without_omitted(values: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in values.items() if value is not Omit}


class _Handler(BaseHTTPRequestHandler):
    hostile: HostileProvider

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        length = int(self.headers.get("Content-Length", 0))
        form = _flat(self.rfile.read(length).decode())
        asked = Asked(self.command, parts.path, dict(self.headers), form)
        answer = self.hostile.answer(asked, _flat(parts.query))
        if answer.hangs:
            self.hostile.wait_until_closing()
            return
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if not answer.endless:
            self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        try:
            self.wfile.write(answer.body)
            while answer.endless and not self.hostile.wait_until_closing(0.02):
                self.wfile.write(answer.body or b" ")
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    do_POST = do_GET  # noqa: N815

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


def _flat(query: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(query).items()}
