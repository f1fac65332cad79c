"""Whom an operator names on the command line."""

from django.core.management.base import CommandError

from accounts.domain import User
from accounts.management.addresses import address_in
from chatscape.wiring import users


def person_at(email: str) -> User:
    """Raises CommandError where nobody has the address."""
    address = address_in(email)
    user_id = users().id_for_email(address)
    user = users().find(user_id) if user_id else None
    if user is None:
        raise CommandError(f"Nobody has {address}.")
    return user
