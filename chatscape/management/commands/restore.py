from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from chatscape.store.port import StoreError
from chatscape.stores import sqlite_file


class Command(BaseCommand):
    help = (
        "Fills the SQLite store that CHATSCAPE_STORE names from a backup, if that is whole: all "
        "of it or nothing. A site that runs goes on, with what the backup had; better stop it."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("source", help="a file that `manage.py backup` has made")
        parser.add_argument(
            "--replace",
            action="store_true",
            help="also where the store has items, all of which are lost then",
        )

    def handle(self, *args: object, source: str, replace: bool, **options: object) -> None:
        file = sqlite_file(settings.CHATSCAPE_STORE)
        if file is None:
            raise CommandError(
                "CHATSCAPE_STORE is DynamoDB, whose backups are restored into a new table."
            )
        try:
            count = file.restore(Path(source), replace=replace)
        except StoreError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"The store has {count:,} items of {source}.")
