from collections.abc import Iterator
from contextlib import closing, contextmanager

from django.core.management.base import BaseCommand, CommandError, CommandParser

from chatscape.environment import is_store
from chatscape.store.comparison import Comparison
from chatscape.store.copying import Copy, CopyRefused
from chatscape.store.port import StoreCorrupt, StoreError
from chatscape.store.walk import Walkable
from chatscape.stores import open_walk, sqlite_file

TOLD_EVERY = 1_000  # items
SHOWN = 20  # differences
UNLIKE = "The stores are not alike; differences: {:,}."
ADVICE = (
    "Stop the site and give the same command again: it copies everything once more. What is in "
    "the target alone stays there; to be rid of that, copy into one that is empty."
)


class Command(BaseCommand):
    help = (
        "Copies all that has not expired from one store into another that is empty, and compares "
        "the two. Stop the site first: what it writes meanwhile is not copied, and the comparison "
        "finds it. Whatever ends it, the same command goes on from there."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("source", metavar="FROM", help="like CHATSCAPE_STORE")
        parser.add_argument("target", metavar="TO", help="like CHATSCAPE_STORE")
        parser.add_argument(
            "--only-compare", action="store_true", help="change nothing, compare the two"
        )

    def handle(
        self, *args: object, source: str, target: str, only_compare: bool, **options: object
    ) -> None:
        with _told(), _opened(source) as one, _opened(target, is_new=not only_compare) as other:
            if only_compare:
                self._compare(Comparison(one, other))
            else:
                self._copy(Copy(source, one, other), Comparison(one, other))

    def _copy(self, copy: Copy, comparison: Comparison) -> None:
        count = told = 0
        for count in copy.run():
            if count >= told + TOLD_EVERY:
                told = count
                self.stdout.write(f"{count:,} items are copied ...")
        self.stdout.write(f"{count:,} items are copied.")
        try:
            self._compare(comparison)
        except CommandError as error:
            copy.begin_anew()
            raise CommandError(f"{error} {ADVICE}") from error
        copy.finish()

    def _compare(self, comparison: Comparison) -> None:
        """Tells some of the differences. Raises CommandError where there is one."""
        count = 0
        for count, difference in enumerate(comparison.differences(), start=1):
            if count <= SHOWN:
                self.stderr.write(str(difference))
        self.stdout.write(f"{comparison.items:,} items of the source are compared.")
        if count:
            raise CommandError(UNLIKE.format(count))
        self.stdout.write("The stores are alike.")


@contextmanager
def _opened(url: str, *, is_new: bool = False) -> Iterator[Walkable]:
    if not is_store(url):
        raise CommandError(f"{url} is neither sqlite:///path nor dynamodb://table.")
    file = sqlite_file(url)
    if file and not file.exists and not is_new:
        raise CommandError(f"{url} does not exist.")
    with closing(open_walk(url)) as store:
        yield store


@contextmanager
def _told() -> Iterator[None]:
    """What was not possible, in a sentence."""
    try:
        yield
    except (CopyRefused, StoreCorrupt) as error:
        raise CommandError(str(error)) from error
    except StoreError as error:
        raise CommandError(f"{error}. Once that is mended, the same command goes on.") from error
