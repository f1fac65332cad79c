from collections.abc import Iterator
from contextlib import closing

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.domain import UserId
from accounts.repository import person_at
from chatscape.stores import open_walk
from chatscape.wiring import users

QUESTION = """Whoever signs in with an account's address, verified by {issuer},
gets the account with all its conversations.
Type 'yes' to go on, or 'no' to cancel: """


class Command(BaseCommand):
    help = (
        "Let everybody take up their account from another provider: the next sign-in with its "
        "verified address gets it. For a site whose OIDC_ISSUER has changed. It may run again."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            *("--no-input", "--noinput"),
            action="store_false",
            dest="interactive",
            help="do not ask whether to go on",
        )

    def handle(self, *args: object, interactive: bool, **options: object) -> None:
        question = QUESTION.format(issuer=settings.OIDC_ISSUER)
        if interactive and input(question) != "yes":
            raise CommandError("Nothing was changed.")
        count = sum(users().await_owner(person) for person in _everybody())
        self.stdout.write(f"Accounts that wait for a sign-in with their address now: {count:,}.")


def _everybody() -> Iterator[UserId]:
    with closing(open_walk(settings.CHATSCAPE_STORE)) as store:
        for page in store.pages():
            yield from filter(None, (person_at(entry.key) for entry in page.entries))
