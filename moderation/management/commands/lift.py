from django.core.management.base import BaseCommand, CommandError, CommandParser

from chatscape.wiring import sanctions
from moderation.management.arguments import person_at, reason_in


class Command(BaseCommand):
    help = (
        "End every suspension of somebody, whoever decided it. Decisions about reports stay as "
        "they are."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--reason", default="", help="for the record; only staff read it")

    def handle(self, *args: object, email: str, reason: str, **options: object) -> None:
        person = person_at(email)
        if not sanctions().lift(person, reason_in(reason)):
            raise CommandError(f"{person.email} is not suspended.")
        self.stdout.write(f"{person.email} can use the site again.")
