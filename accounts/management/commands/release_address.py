from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.management.addresses import address_in
from chatscape.wiring import users


class Command(BaseCommand):
    help = (
        "Free an e-mail address, so that the next verified sign-in with it gets a new account. "
        "The account that had it keeps its contacts and messages."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: object, email: str, **options: object) -> None:
        address = address_in(email)
        if not users().release_address(address):
            raise CommandError(f"Nobody has {address}.")
        self.stdout.write(f"{address} is free.")
