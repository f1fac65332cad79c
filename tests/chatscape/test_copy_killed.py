"""manage.py copy_store, killed as a process at one call or another, and given again."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.core.management import CommandError

from tests import managing
from tests.chatscape.copying import says
from tests.engines import Engine
from tests.faulty_proxy import FaultyProxy, Stall
from tests.site import wait_until
from tests.store.whole import dump


@pytest.fixture
def remote(proxy: FaultyProxy) -> Iterator[Engine]:
    """A table behind a proxy that counts and stalls."""
    engine = Engine("ministack", f"table-{uuid4().hex}", proxy.url)
    engine.open().create_table()
    yield engine
    proxy.faults.clear()
    engine.close()


def killed_after(calls: int, proxy: FaultyProxy, *command: str) -> None:
    """A process that was told to copy, killed while it waits for an answer."""
    proxy.asked.clear()
    proxy.faults += [None] * (calls - 1) + [Stall()]
    with managing.start("copy_store", *command) as process:
        wait_until(lambda: len(proxy.asked) >= calls or process.poll() is not None)
        process.kill()
    assert process.returncode == -9
    proxy.asked.clear()


def test_a_copy_to_a_table_that_is_killed_goes_on(
    source: str, remote: Engine, proxy: FaultyProxy
) -> None:
    """Before it began, within a page twice, at the mark behind one, and in the comparison."""
    for calls in (2, 6, 6, 4, 10):
        killed_after(calls, proxy, source, remote.url)

    assert says(source, remote.url).startswith("250 items are copied.")

    assert proxy.asked.count("BatchWriteItem") < 6  # of ten: the last page once more
    assert dump(source) == dump(remote.url)


def test_a_copy_to_a_file_that_is_killed_goes_on(
    source: str, target: str, remote: Engine, proxy: FaultyProxy
) -> None:
    """Before it began, at the second page and at the third, and in the comparison."""
    says(source, remote.url)
    for calls in (2, 4, 3, 5):
        killed_after(calls, proxy, remote.url, target)

    assert says(remote.url, target).startswith("250 items are copied.")

    assert proxy.asked.count("Scan") < 7  # three of them to compare, and one for the last page
    assert dump(source) == dump(target)


def test_a_copy_killed_as_it_ended_is_not_repeated_but_can_be_compared(
    source: str, remote: Engine, proxy: FaultyProxy
) -> None:
    proxy.asked.clear()
    killed_after(23, proxy, source, remote.url)

    with pytest.raises(CommandError, match="items that no unfinished copy put there"):
        says(source, remote.url)
    assert "The stores are alike." in says(source, remote.url, "--only-compare")
