from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from chatscape.store.port import StoreError
from chatscape.stores import sqlite_file


class Command(BaseCommand):
    help = (
        "Copies the SQLite file that CHATSCAPE_STORE names, as it is at this moment, while the "
        "site runs and writes. The copy is checked, and has its name only when all of it is on "
        "the disk; nothing is overwritten."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("target", help="a file that does not exist yet")

    def handle(self, *args: object, target: str, **options: object) -> None:
        file = sqlite_file(settings.CHATSCAPE_STORE)
        if file is None:
            raise CommandError(
                "CHATSCAPE_STORE is DynamoDB, whose point-in-time recovery takes the place of this."
            )
        try:
            count = file.back_up(Path(target))
        except StoreError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{target} is whole and has {count:,} items.")
