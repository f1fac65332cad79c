"""Signing in through the provider: mozilla-django-oidc, with what it leaves open closed.

Nothing here ends in an exception that the views do not turn into a page with a fresh start.
"""

import logging
from typing import cast

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from mozilla_django_oidc.auth import OIDCAuthenticationBackend
from mozilla_django_oidc.views import OIDCAuthenticationRequestView
from requests.auth import HTTPBasicAuth

from accounts.domain import EmailTaken, Identity, User
from accounts.forms import EmailAddressField, NameField
from accounts.http import safe_next
from accounts.provider import Document, InvalidGrant, ProviderError, ask, endpoints
from accounts.session import PENDING
from accounts.tokens import Claims, InvalidToken, verified_claims
from chatscape.wiring import users

MAX_STATE = 100
MAX_CODE = 4096

security_log = logging.getLogger("chatscape.security")

STALE = _("This sign-in was already used, or it is too old.")
UNAVAILABLE = _("The sign-in service did not answer as it should.")
REFUSED = _("The sign-in service did not let you in.")
NOT_GENUINE = _("The answer of the sign-in service could not be trusted.")
UNVERIFIED = _("Your e-mail address is not verified yet. Verify it first, then sign in again.")
UNUSABLE = _("Your e-mail address cannot be used here.")
TAKEN = _(
    "Somebody has already signed up with your e-mail address. If it was you, sign in the way you "
    "did then; otherwise ask the people who run this site to release the address."
)


class SignInFailed(Exception):
    """Nobody was signed in or out; the reason is for the person who tried."""

    def __init__(self, reason: str | Promise, status: int = 400) -> None:
        super().__init__(str(reason))
        self.reason = reason
        self.status = status


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


def identity_in(claims: Claims) -> Identity:
    """Raises SignInFailed for an address that is not verified or not one of ours."""
    verified = claims.get("email_verified")
    if verified is not True and verified != "true":  # Cognito says it as a string
        raise SignInFailed(UNVERIFIED, 403)
    try:
        email = EmailAddressField().clean(claims.get("email"))
    except ValidationError:
        raise SignInFailed(UNUSABLE, 403) from None
    return Identity(
        issuer=settings.OIDC_ISSUER,
        subject=str(claims["sub"]),
        email=email,
        name=_name_in(claims, email),
        roles=_roles_in(claims),
    )


def _name_in(claims: Claims, email: str) -> str:
    """What the provider calls them, if that will do as a name here."""
    given = claims.get("name")
    try:
        return str(NameField().clean(given if isinstance(given, str) else ""))
    except ValidationError:
        return email.partition("@")[0]


def _roles_in(claims: Claims) -> frozenset[str]:
    groups = claims.get("cognito:groups", claims.get("groups"))
    if not isinstance(groups, list):
        return frozenset()
    roles = {"staff": settings.OIDC_STAFF_GROUP, "moderator": settings.OIDC_MODERATOR_GROUP}
    return frozenset(role for role, group in roles.items() if group and group in groups)


def begin(request: HttpRequest) -> HttpResponse:
    try:
        return cast(HttpResponse, SignIn.as_view()(request))
    except ProviderError as error:
        security_log.warning("sign_in_unavailable cause=%s", error)
        raise SignInFailed(UNAVAILABLE) from None


def complete(request: HttpRequest) -> tuple[User, str]:
    """The person whom the provider sends back, and where they wanted to go."""
    pending = _take_pending(request)
    if "error" in request.GET or not request.GET.get("code"):
        raise SignInFailed(REFUSED)
    try:
        identity = Exchange().authenticate(
            request, nonce=pending["nonce"], code_verifier=pending["code_verifier"]
        )
    except InvalidGrant:
        raise SignInFailed(STALE) from None
    except ProviderError as error:
        security_log.warning("sign_in_unavailable cause=%s", error)
        raise SignInFailed(UNAVAILABLE) from None
    except InvalidToken as error:
        security_log.warning("sign_in_token_refused cause=%s", error)
        raise SignInFailed(NOT_GENUINE) from None
    return _person(identity), pending.get("next") or reverse("messaging:inbox")


def _take_pending(request: HttpRequest) -> dict[str, str]:
    """The sign-in that these parameters answer, which no other answer can use again."""
    for name, limit in {"state": MAX_STATE, "code": MAX_CODE, "error": MAX_CODE}.items():
        values = request.GET.getlist(name)
        if len(values) > 1 or any(len(v) > limit or not v.isprintable() for v in values):
            raise SignInFailed(STALE)
    all_pending = request.session.get(PENDING, {})
    state = request.GET.get("state")
    if state not in all_pending:
        raise SignInFailed(STALE)
    pending = all_pending.pop(state)
    if all_pending:
        request.session.modified = True
    else:
        del request.session[PENDING]
    return cast(dict[str, str], pending)


def _person(identity: Identity) -> User:
    try:
        return users().sign_in(identity)
    except EmailTaken:
        address = salted_hmac("accounts.email_taken", identity.email).hexdigest()[:16]
        security_log.warning("sign_in_email_taken address=%s", address)
        raise SignInFailed(TAKEN, 403) from None
