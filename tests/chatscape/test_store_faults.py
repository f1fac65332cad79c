"""A store in trouble is a 503 that keeps the text, and ends when the trouble does."""

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from chatscape import wiring
from chatscape.store.dynamodb import DynamoDBStore
from chatscape.store.sqlite import SqliteStore
from chatscape.wake import NoWake
from tests.faulty_proxy import Answer, FaultyProxy, Stall
from tests.people import HTMX, Person, friends, html
from tests.store.disk import full_disk, read_only

READS_OF_A_SEND = [None] * 3
MORE_THAN_IS_TRIED = 20
CONFLICT = {"CancellationReasons": [{"Code": "TransactionConflict"}]}
TROUBLES_OF_A_TABLE = {
    "throttled": [Answer("ThrottlingException")],
    "failing": [Answer("InternalServerError", status=500)],
    "conflicting": [Answer("TransactionCanceledException", more=CONFLICT)],
    "slow": [Stall()],
}
TROUBLES_OF_A_FILE = ["locked", "full", "read-only"]
FORMS = {
    "add contact": ("/contacts/", {"name": "Carol", "email": "carol@example.com"}),
    "rename contact": ("/contacts/{bob}/rename/", {"name": "Bobby"}),
    "display name": ("/account/", {"name": "Ali"}),
    "report": (
        "/contacts/{bob}/report/",
        {"category": "spam", "comment": "He sells.", "messages": "1"},
    ),
    "message": ("/chats/{bob}/messages/", {"body": "\n kept\n", "client_id": str(uuid4())}),
}

both_ways = pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "htmx"])


@pytest.fixture
def path() -> Iterator[Path]:
    """The file that the application is over, in a folder that other users may read."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder) / "store.sqlite3"


@pytest.fixture
def impatient(path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with closing(SqliteStore(path, patience=0.1)) as store:
        application = wiring.compose(store, NoWake())
        monkeypatch.setattr(wiring, "application", lambda: application)
        yield


@contextmanager
def locked(path: Path) -> Iterator[None]:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@pytest.fixture
def file_in_trouble(
    impatient: None, path: Path, request: pytest.FixtureRequest
) -> AbstractContextManager[None]:
    for headers in ({}, HTMX):  # reads the templates while it is allowed to
        Client(HTTP_HOST="localhost").get("/nowhere/", headers=headers)
    if request.param == "read-only":
        return read_only(path.parent)
    return full_disk(path) if request.param == "full" else locked(path)


@pytest.fixture
def table_in_trouble(
    proxy: FaultyProxy, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> Iterator[AbstractContextManager[None]]:
    table = f"table-{uuid4().hex}"
    with closing(DynamoDBStore(table, proxy.url)) as patient:
        patient.create_table()
    store = DynamoDBStore(table, proxy.url, read_timeout=0.5)
    application = wiring.compose(store, NoWake())
    monkeypatch.setattr(wiring, "application", lambda: application)

    @contextmanager
    def trouble() -> Iterator[None]:
        proxy.faults += [*READS_OF_A_SEND, *request.param * MORE_THAN_IS_TRIED]
        yield
        proxy.faults.clear()

    yield trouble()
    store.close()


def sends(alice: Person, bob: Person, client_id: str, headers: dict[str, str]) -> HttpResponse:
    data = {"body": "do not lose me", "client_id": client_id}
    return alice.browser.post(f"/chats/{bob.id}/messages/", data, headers=headers)


def keeps_the_text_until_it_is_over(
    trouble: AbstractContextManager[None], headers: dict[str, str]
) -> None:
    alice, bob = Person("Alice"), Person("Bob")
    friends(alice, bob)
    client_id = str(uuid4())

    with trouble:
        response = sends(alice, bob, client_id, headers)

    assert response.status_code == 503
    assert int(response["Retry-After"]) > 0
    if headers == HTMX:
        assert response["HX-Retarget"] == "#notices"  # the composer keeps the text
    else:
        assert given_back(response) == {"body": "do not lose me", "client_id": client_id}
    assert sends(alice, bob, client_id, headers).status_code in (200, 303)
    assert [b.body for b in bob.reads(alice)] == ["do not lose me"]


def given_back(response: HttpResponse) -> dict[str, str]:
    """What stands in the form of an error page, to be sent again."""
    fields = html(response).select("main form [name]:not([name=csrfmiddlewaretoken])")
    return {
        str(field["name"]): str(field.get("value") or field.get_text().removeprefix("\n"))
        for field in fields
    }


@both_ways
@pytest.mark.parametrize("file_in_trouble", TROUBLES_OF_A_FILE, indirect=True)
def test_a_file_in_trouble_is_a_503_that_keeps_the_text_until_it_is_over(
    file_in_trouble: AbstractContextManager[None], headers: dict[str, str]
) -> None:
    keeps_the_text_until_it_is_over(file_in_trouble, headers)


@both_ways
@pytest.mark.parametrize(
    "table_in_trouble", TROUBLES_OF_A_TABLE.values(), ids=TROUBLES_OF_A_TABLE, indirect=True
)
def test_a_table_in_trouble_is_a_503_that_keeps_the_text_until_it_is_over(
    table_in_trouble: AbstractContextManager[None], headers: dict[str, str]
) -> None:
    keeps_the_text_until_it_is_over(table_in_trouble, headers)


@pytest.mark.parametrize(("address", "typed"), FORMS.values(), ids=FORMS)
def test_every_form_gives_back_what_was_typed_and_can_be_sent_again(
    impatient: None, path: Path, address: str, typed: dict[str, str]
) -> None:
    alice, bob = Person("Alice"), Person("Bob")
    friends(alice, bob)
    bob.sends(alice, "buy this")
    address = address.format(bob=bob.id)

    with locked(path):
        page = alice.browser.post(address, typed)
        fragment = alice.post(address, **typed)

    assert page.status_code == fragment.status_code == 503
    assert int(fragment["Retry-After"]) > 0
    assert fragment["HX-Retarget"] == "#notices"
    assert given_back(page) == typed
    (form,) = html(page).select("main form")
    assert form["action"] == address
    assert alice.browser.post(address, given_back(page)).status_code == 303


def test_signing_out_forgets_the_browser_even_so(impatient: None, path: Path) -> None:
    alice = Person("Alice")

    with locked(path):
        assert alice.browser.post("/oidc/logout/").status_code == 503

    assert alice.get("/chats/").status_code == 302


@both_ways
def test_a_store_that_is_away_is_a_503_that_ends_by_itself(
    alice: Person,
    settings: Settings,
    aws_environment: None,
    caplog: pytest.LogCaptureFixture,
    headers: dict[str, str],
) -> None:
    here = settings.CHATSCAPE_STORE
    settings.CHATSCAPE_STORE = "dynamodb://chatscape?endpoint_url=http://127.0.0.1:9"
    wiring.application.cache_clear()

    response = alice.browser.get("/chats/", headers=headers)

    assert response.status_code == 503
    assert int(response["Retry-After"]) > 0
    assert "try again" in response.content.decode()
    assert "store_unavailable" in caplog.text
    settings.CHATSCAPE_STORE = here
    wiring.application.cache_clear()
    assert alice.get("/chats/").status_code == 200
