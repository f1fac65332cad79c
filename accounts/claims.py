"""Who somebody is, by what the provider says of them in an ID token."""

from django.conf import settings
from django.core.exceptions import ValidationError

from accounts.domain import Identity
from accounts.forms import EmailAddressField, NameField
from accounts.refusals import UNUSABLE, UNVERIFIED, SignInFailed
from accounts.tokens import Claims
from chatscape.logs import Event, report


def identity_in(claims: Claims) -> Identity:
    """Raises SignInFailed for an address that is not verified or not one of ours."""
    verified = claims.get("email_verified")
    if verified is not True and verified != "true":  # Cognito says it as a string
        report(Event.SIGN_IN_EMAIL_REFUSED, cause="unverified")
        raise SignInFailed(UNVERIFIED, 403)
    try:
        email = EmailAddressField().clean(claims.get("email"))
    except ValidationError:
        report(Event.SIGN_IN_EMAIL_REFUSED, cause="unusable")
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
