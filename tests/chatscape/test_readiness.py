"""Whether the site is ready is whether its store answers, and that is told within a second."""

import threading
from collections.abc import Iterator
from contextlib import closing
from uuid import uuid4

import pytest
from django.test import Client

from chatscape import wiring
from chatscape.store.dynamodb import DynamoDBStore
from chatscape.wake import NoWake
from tests.faulty_proxy import Answer, FaultyProxy, Stall
from tests.site import wait_until


def asks() -> int:
    return Client(HTTP_HOST="localhost").get("/readyz").status_code


@pytest.fixture
def table(proxy: FaultyProxy, monkeypatch: pytest.MonkeyPatch) -> Iterator[FaultyProxy]:
    """The way to the table of a site, on which something may go wrong."""
    with closing(DynamoDBStore(f"table-{uuid4().hex}", proxy.url)) as store:
        store.create_table()
        application = wiring.compose(store, NoWake())
        monkeypatch.setattr(wiring, "application", lambda: application)
        proxy.asked.clear()
        yield proxy


def test_it_is_ready_where_the_store_answers(application_over: wiring.Application) -> None:
    answer = Client(HTTP_HOST="localhost").get("/readyz")

    assert (answer.status_code, answer.content) == (200, b"ready")


def test_it_is_one_call(table: FaultyProxy) -> None:
    assert asks() == 200
    assert table.asked == ["GetItem"]


@pytest.mark.parametrize("fault", [Answer("InternalServerError", status=500), Stall()], ids=repr)
def test_it_is_not_ready_while_the_store_is_in_trouble(
    table: FaultyProxy, fault: Answer | Stall
) -> None:
    table.faults += [fault] * 20

    assert asks() == 503

    table.faults.clear()
    until_ready()


def test_probes_that_come_together_ask_once(table: FaultyProxy) -> None:
    table.faults += [Stall()]
    answers: list[int] = []
    probes = [threading.Thread(target=lambda: answers.append(asks())) for _ in range(8)]
    for probe in probes:
        probe.start()
    for probe in probes:
        probe.join()

    assert answers == [503] * 8
    assert len(table.asked) <= 2
    until_ready()


def test_without_a_table_it_is_not_ready(
    proxy: FaultyProxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(DynamoDBStore(f"table-{uuid4().hex}", proxy.url)) as store:
        application = wiring.compose(store, NoWake())
        monkeypatch.setattr(wiring, "application", lambda: application)

        assert asks() == 503


def until_ready() -> None:
    wait_until(lambda: asks() == 200)
