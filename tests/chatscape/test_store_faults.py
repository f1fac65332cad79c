"""A store in trouble is a 503 that keeps the text, and ends when the trouble does."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
from django.http import HttpResponse

from chatscape import wiring
from chatscape.store.dynamodb import DynamoDBStore
from chatscape.store.sqlite import SqliteStore
from chatscape.wake import NoWake
from tests.faulty_proxy import Answer
from tests.people import Person, friends, html


@pytest.fixture
def impatient(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "store.sqlite3"
    application = wiring.compose(SqliteStore(path, patience=0.1), NoWake())
    monkeypatch.setattr(wiring, "application", lambda: application)
    return path


@contextmanager
def locked(path: Path) -> Iterator[None]:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def sends(alice: Person, bob: Person, client_id: str, headers: dict[str, str]) -> HttpResponse:
    data = {"body": "do not lose me", "client_id": client_id}
    return alice.browser.post(f"/chats/{bob.id}/messages/", data, headers=headers)


def test_a_locked_file_is_a_503_until_it_is_free(impatient: Path) -> None:
    alice, bob = Person("Alice"), Person("Bob")
    friends(alice, bob)
    client_id = str(uuid4())

    with locked(impatient):
        page = sends(alice, bob, client_id, {})
        fragment = sends(alice, bob, client_id, {"HX-Request": "true"})

    assert page.status_code == fragment.status_code == 503
    assert int(page["Retry-After"]) > 0
    assert html(page).select_one("textarea[name=body]").get_text().strip() == "do not lose me"
    assert fragment["HX-Retarget"] == "#notices"  # the composer keeps the text
    assert sends(alice, bob, client_id, {}).status_code == 303
    assert [b.body for b in bob.reads(alice)] == ["do not lose me"]


def test_signing_out_forgets_the_browser_even_so(impatient: Path) -> None:
    alice = Person("Alice")

    with locked(impatient):
        assert alice.browser.post("/oidc/logout/").status_code == 503

    assert alice.get("/chats/").status_code == 302


@pytest.mark.parametrize("fault", ["ThrottlingException", "InternalServerError"])
def test_a_failing_table_is_a_503_until_it_answers(
    proxy,
    monkeypatch: pytest.MonkeyPatch,
    fault: str,  # type: ignore[no-untyped-def]
) -> None:
    table = f"table-{uuid4().hex}"
    store = DynamoDBStore(table, proxy.url)
    store.create_table()
    application = wiring.compose(store, NoWake())
    monkeypatch.setattr(wiring, "application", lambda: application)
    alice, bob = Person("Alice"), Person("Bob")
    friends(alice, bob)
    client_id = str(uuid4())

    proxy.faults += [Answer(fault)] * 20
    assert sends(alice, bob, client_id, {}).status_code == 503
    proxy.faults.clear()

    assert sends(alice, bob, client_id, {}).status_code == 303
    assert [b.body for b in bob.reads(alice)] == ["do not lose me"]
    store.close()
