"""Everybody has an account at the local provider, and whatever address they type is theirs."""

import re
import uuid

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from oidc_provider_mock import User

from accounts.domain import fold_email

MODERATORS = ("moderator@example.com", "moderator2@example.com")
GROUPS = {"staff@example.com": ["staff"], **{it: ["staff", "moderator"] for it in MODERATORS}}


def is_address(typed: str) -> bool:
    try:
        validate_email(fold_email(typed))
    except ValidationError:
        return False
    return True


def subject(address: str) -> str:
    """The same for every spelling of an address, on every machine and after every restart."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"mailto:{fold_email(address)}"))


def person(address: str) -> User:
    email = fold_email(address)
    claims: dict[str, object] = {"email": email, "email_verified": True, "name": _name(email)}
    if email in GROUPS:
        claims["groups"] = GROUPS[email]
    return User(sub=subject(email), claims=claims)


def _name(email: str) -> str:
    """Alice Smith for alice.smith+chat@example.com."""
    local_part = email.rpartition("@")[0]
    words = re.findall(r"[a-z0-9]+", local_part.partition("+")[0])
    return " ".join(word.capitalize() for word in words) or local_part
