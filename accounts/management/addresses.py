"""Addresses that an operator names on the command line."""

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError

from accounts.forms import EmailAddressField


def address_in(typed: str) -> str:
    """Raises CommandError where it is none."""
    try:
        return str(EmailAddressField().clean(typed))
    except ValidationError as error:
        raise CommandError(error.messages[0]) from error
