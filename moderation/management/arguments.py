"""What an operator says on the command line."""

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError

from accounts.domain import User
from accounts.management.addresses import address_in
from chatscape.wiring import users
from moderation.staff_forms import ReasonForm


def person_at(email: str) -> User:
    """Raises CommandError where nobody has the address."""
    address = address_in(email)
    user_id = users().id_for_email(address)
    user = users().find(user_id) if user_id else None
    if user is None:
        raise CommandError(f"Nobody has {address}.")
    return user


def reason_in(typed: str) -> str:
    """As long as that of staff; an operator need not give one. Raises CommandError."""
    if not typed:
        return typed
    try:
        return str(ReasonForm.base_fields["reason"].clean(typed))
    except ValidationError as error:
        raise CommandError(f"--reason: {error.messages[0]}") from error
