"""Signing in through the provider: mozilla-django-oidc, with what it leaves open closed.

Nothing here ends in an exception that the views do not turn into a page with a fresh start.
"""

import time
from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from mozilla_django_oidc.auth import OIDCAuthenticationBackend
from mozilla_django_oidc.views import OIDCAuthenticationRequestView
from requests.auth import HTTPBasicAuth

from accounts.claims import identity_in
from accounts.domain import EmailTaken, Identity, User
from accounts.http import safe_next
from accounts.limits import RateLimited
from accounts.provider import (
    Document,
    InvalidGrant,
    ProviderError,
    ask,
    endpoints,
    known_error,
)
from accounts.refusals import (
    FAILED_DEPENDENCY,
    NOT_GENUINE,
    REFUSED,
    STALE,
    TAKEN,
    TOO_MANY,
    UNAVAILABLE,
    SignInFailed,
)
from accounts.session import PENDING
from accounts.tokens import Claims, InvalidToken, verified_claims
from chatscape.logs import Event, report
from chatscape.network import network_digest
from chatscape.pseudonyms import pseudonym
from chatscape.wiring import sign_ins, users

MAX_STATE = 100
MAX_CODE = 4096


def setting(name: str, *default: object) -> object:
    """As mozilla-django-oidc asks for settings; the provider itself tells its addresses."""
    if name == "OIDC_OP_AUTHORIZATION_ENDPOINT":
        return endpoints(settings.OIDC_ISSUER).authorization
    if name == "OIDC_OP_TOKEN_ENDPOINT":
        return endpoints(settings.OIDC_ISSUER).token
    if name == "OIDC_OP_JWKS_ENDPOINT":
        return endpoints(settings.OIDC_ISSUER).keys
    if name == "OIDC_OP_USER_ENDPOINT":
        return ""
    return getattr(settings, name, *default)


def redirect_uri() -> str:
    return f"{settings.CHATSCAPE_ORIGIN}{reverse('accounts:callback')}"


class SignIn(OIDCAuthenticationRequestView):
    """Sends the browser to the provider and remembers where it wanted to go."""

    get_settings = staticmethod(setting)

    def get(self, request: HttpRequest) -> HttpResponse:
        response = super().get(request)
        del request.session["oidc_login_next"]
        wanted = safe_next(request.GET.get("next", ""))
        if wanted:
            *_others, state = request.session[PENDING]
            request.session[PENDING][state]["next"] = wanted
        return cast(HttpResponse, response)

    def get_extra_params(self, request: HttpRequest) -> dict[str, str]:
        return {"redirect_uri": redirect_uri()}


class Exchange(OIDCAuthenticationBackend):
    """Turns a code into an Identity. Keeps no token and asks for no further information."""

    get_settings = staticmethod(setting)

    def get_token(self, payload: dict[str, str]) -> Document:
        secret = payload.pop("client_secret")
        payload["redirect_uri"] = redirect_uri()
        credentials = HTTPBasicAuth(payload["client_id"], secret)
        return ask("POST", self.OIDC_OP_TOKEN_ENDPOINT, data=payload, auth=credentials)

    def verify_token(self, token: object, **expected: str) -> Claims:
        return verified_claims(token, expected["nonce"])

    def store_tokens(self, access_token: object, id_token: object) -> None:
        pass

    def get_or_create_user(
        self, access_token: object, id_token: object, claims: Claims
    ) -> Identity:
        return identity_in(claims)


def begin(request: HttpRequest) -> HttpResponse:
    try:
        return cast(HttpResponse, SignIn.as_view()(request))
    except ProviderError as error:
        raise _unavailable(error) from None


def complete(request: HttpRequest) -> tuple[User, str]:
    """The person whom the provider sends back, and where they wanted to go."""
    pending = _take_pending(request)
    if "error" in request.GET or not request.GET.get("code"):
        raise _refused(known_error(request.GET.get("error")))
    _count(request)
    try:
        identity = Exchange().authenticate(
            request, nonce=pending["nonce"], code_verifier=pending["code_verifier"]
        )
    except InvalidGrant:
        raise _stale("code") from None
    except ProviderError as error:
        raise _unavailable(error) from None
    except InvalidToken as error:
        report(Event.SIGN_IN_NOT_GENUINE, cause=str(error))
        raise SignInFailed(NOT_GENUINE) from None
    return _person(identity), pending.get("next") or reverse("messaging:inbox")


def _count(request: HttpRequest) -> None:
    try:
        sign_ins().count(network_digest(request), time.time())
    except RateLimited as limited:
        report(Event.SIGN_IN_LIMITED)
        raise SignInFailed(TOO_MANY, 429, retry_after=limited.retry_after) from None


def _stale(cause: str) -> SignInFailed:
    report(Event.SIGN_IN_STALE, cause=cause)
    return SignInFailed(STALE)


def _unavailable(cause: ProviderError | str) -> SignInFailed:
    report(Event.SIGN_IN_UNAVAILABLE, cause=str(cause))
    return SignInFailed(UNAVAILABLE, FAILED_DEPENDENCY)


def _refused(error: str) -> SignInFailed:
    """What the provider says instead of a code: that it cannot, or that it will not."""
    if error in ("server_error", "temporarily_unavailable"):
        return _unavailable(error)
    report(Event.SIGN_IN_REFUSED, error=error)
    return SignInFailed(REFUSED)


def _take_pending(request: HttpRequest) -> dict[str, str]:
    """The sign-in that these parameters answer, which no other answer can use again."""
    for name, limit in {"state": MAX_STATE, "code": MAX_CODE, "error": MAX_CODE}.items():
        values = request.GET.getlist(name)
        if len(values) > 1 or any(len(v) > limit or not v.isprintable() for v in values):
            raise _stale("parameters")
    all_pending = request.session.get(PENDING)
    state = request.GET.get("state")
    if not isinstance(all_pending, dict) or state not in all_pending:
        raise _stale("state")
    pending = all_pending.pop(state)
    if all_pending:
        request.session.modified = True
    else:
        del request.session[PENDING]
    match pending:
        case {"nonce": str(), "code_verifier": str()}:
            return cast(dict[str, str], pending)
    raise _stale("version")  # begun by another one of the site


def _person(identity: Identity) -> User:
    address = pseudonym(identity.email)
    try:
        user = users().sign_in(identity)
    except EmailTaken:
        report(Event.SIGN_IN_EMAIL_TAKEN, address=address)
        raise SignInFailed(TAKEN, 403) from None
    if user.email != identity.email:  # it leads to another account, maybe one in waiting
        report(Event.SIGN_IN_ADDRESS_NOT_GAINED, user=pseudonym(user.id), address=address)
    return user
