from contextlib import closing
from typing import Protocol, runtime_checkable

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from chatscape.stores import open_store


@runtime_checkable
class NeedsTable(Protocol):
    """A store whose table has to be made once."""

    def create_table(self) -> bool:
        """Make the table if it is missing. Whether it was missing."""

    def close(self) -> None: ...


class Command(BaseCommand):
    help = "Makes the DynamoDB table that CHATSCAPE_STORE names, if it does not exist."

    def handle(self, *args: object, **options: object) -> None:
        store = open_store(settings.CHATSCAPE_STORE)
        if not isinstance(store, NeedsTable):
            raise CommandError("CHATSCAPE_STORE is SQLite, which makes its table by itself.")
        with closing(store):
            is_new = store.create_table()
        self.stdout.write("The table is ready." if is_new else "The table was there already.")
