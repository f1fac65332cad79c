"""What the identity provider says about itself: its addresses and its keys."""

import json
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from functools import cache
from threading import Lock, Thread
from typing import Generic, TypeVar
from urllib.parse import urlsplit

import requests
from django.conf import settings
from urllib3.exceptions import HTTPError

Document = Mapping[str, object]
T = TypeVar("T")

MAX_ANSWER = 256 * 1024  # bytes
GRACE = 1  # seconds in which a time-out that is more precise comes first
TRY_AGAIN_AFTER = 10  # seconds: not every sign-in may wait for a provider that does not answer

# By RFC 6749 and OpenID Connect Core. Anything else that a provider, or somebody in its name,
# calls an error stays out of the log.
KNOWN_ERRORS = {
    "access_denied",
    "account_selection_required",
    "consent_required",
    "interaction_required",
    "invalid_client",
    "invalid_grant",
    "invalid_request",
    "invalid_request_object",
    "invalid_request_uri",
    "invalid_scope",
    "login_required",
    "registration_not_supported",
    "request_not_supported",
    "request_uri_not_supported",
    "server_error",
    "temporarily_unavailable",
    "unauthorized_client",
    "unsupported_grant_type",
    "unsupported_response_type",
}


class ProviderError(Exception):
    """The provider did not answer as OpenID Connect asks."""


class InvalidGrant(ProviderError):
    """The provider does not know the code, or not any more."""


def known_error(code: object) -> str:
    """An error code as it may be logged."""
    return code if isinstance(code, str) and code in KNOWN_ERRORS else "unknown"


@dataclass(frozen=True, slots=True)
class Endpoints:
    authorization: str
    token: str
    keys: str


class Told(Generic[T]):
    """What the provider told, for everybody in this process.

    One asks, the others wait for its answer; where it got none, nobody asks again for a while.
    """

    def __init__(self, ask: Callable[[], T]) -> None:
        self._ask = ask
        self._asking = Lock()
        self._asked_at = self._told_at = float("-inf")
        self.answer: T | None = None
        self.failure = ""

    @property
    def age(self) -> float:
        return time.monotonic() - self._told_at

    def may_ask(self, *, again_after: float = 0) -> bool:
        pause = TRY_AGAIN_AFTER if self.failure else again_after
        return time.monotonic() - self._asked_at > pause

    def refresh(self, is_due: Callable[[], bool], *, wait: bool = True) -> None:
        if is_due() and self._asking.acquire(blocking=wait):
            try:
                if is_due():  # nobody has asked while this one waited
                    self._refresh()
            finally:
                self._asking.release()

    def _refresh(self) -> None:
        try:
            self.answer = self._ask()
            self._told_at = time.monotonic()
            self.failure = ""
        except ProviderError as error:
            self.failure = str(error) or type(error).__name__
        finally:
            self._asked_at = time.monotonic()


def endpoints(issuer: str) -> Endpoints:
    """Asked for at the first sign-in. Raises ProviderError."""
    told = _discovery(issuer)
    told.refresh(lambda: told.answer is None and told.may_ask())
    if told.answer is None:
        raise ProviderError(f"discovery: {told.failure}")
    return told.answer


@cache
def _discovery(issuer: str) -> Told[Endpoints]:
    return Told(lambda: _discover(issuer))


def _discover(issuer: str) -> Endpoints:
    document = ask("GET", f"{issuer.rstrip('/')}/.well-known/openid-configuration")
    if document.get("issuer") != issuer:
        raise ProviderError("another issuer")
    return Endpoints(
        authorization=_address(document, "authorization_endpoint", issuer),
        token=_address(document, "token_endpoint", issuer),
        keys=_address(document, "jwks_uri", issuer),
    )


def ask(method: str, url: str, **options: object) -> Document:
    """One back-channel call: short, bounded, no redirects, a JSON object or ProviderError.

    A thread of its own may stay behind with headers that come a line a second.
    """
    told: Future[Document] = Future()

    def call() -> None:
        try:
            told.set_result(_ask(method, url, **options))
        except BaseException as error:  # noqa: BLE001 - raised again where it is waited for
            told.set_exception(error)

    Thread(target=call, daemon=True).start()
    try:
        return told.result(timeout=settings.OIDC_TIMEOUT + GRACE)
    except TimeoutError:
        raise ProviderError("no answer in time") from None


def _ask(method: str, url: str, **options: object) -> Document:
    deadline = time.monotonic() + settings.OIDC_TIMEOUT
    try:
        with requests.request(
            method,
            url,
            timeout=settings.OIDC_TIMEOUT,
            allow_redirects=False,
            stream=True,
            headers={"Accept": "application/json", "Accept-Encoding": "identity"},
            **options,  # type: ignore[arg-type]
        ) as response:
            document = json.loads(_read(response, deadline))
    except (requests.RequestException, HTTPError, ValueError, RecursionError) as error:
        raise ProviderError(type(error).__name__) from None
    if not isinstance(document, dict):
        raise ProviderError("not a JSON object")
    if response.status_code != 200:
        code = known_error(document.get("error"))
        if code == "invalid_grant":
            raise InvalidGrant
        raise ProviderError(f"status {response.status_code}, error {code}")
    return document


def _read(response: requests.Response, deadline: float) -> bytes:
    body = b""
    while chunk := response.raw.read1(MAX_ANSWER, decode_content=False):
        body += chunk
        if len(body) > MAX_ANSWER or time.monotonic() > deadline:
            raise ProviderError("an endless answer")
    return body


def _address(document: Document, name: str, issuer: str) -> str:
    """As safe as the issuer's own."""
    address = document.get(name)
    try:
        parts = urlsplit(address if isinstance(address, str) else "")
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("https", urlsplit(issuer).scheme) or not parts.netloc:
        raise ProviderError(f"no usable {name}")
    return parts.geturl()
