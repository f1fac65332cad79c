"""Nothing that one can do with an address tells whether anybody has signed up with it."""

import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.http import HttpResponse

from accounts.domain import UserId
from chatscape import wiring
from chatscape.store.meter import Cost, Meter
from chatscape.store.port import Store
from chatscape.wake import NoWake
from tests.people import HTMX, Person, identity

OF_THE_MOMENT = {"X-Request-ID", "Server-Timing", "Content-Length"}
VARIES = re.compile(
    r"known[12]|alice|annie"  # who is asked about, and who asks
    r"|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{20}"  # client ids and user ids
    r'|(?<=data-hue=")\d+'  # the colour that is made of a user id
    r'|(?<=data-session=")[0-9a-f]{16}'
    r"|\d{4}-\d\d-\d\d(T[\d:.]+(Z|\+00:00))?|\d\d:\d\d"
    r"|[A-Za-z0-9]{64}",  # tokens against forgery
    re.IGNORECASE,
)

Told = tuple[int, int, dict[str, str], str, Cost]
Asks = dict[str, Callable[[], HttpResponse]]


@pytest.fixture(autouse=True)
def metered(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    application = wiring.compose(Meter(store, exact=True), NoWake())
    monkeypatch.setattr(wiring, "application", lambda: application)


def told(ask: Callable[[], HttpResponse]) -> Told:
    """All that an answer says and what it cost; its length before anything is left out."""
    with Meter.measure() as cost:
        response = ask()
    headers = {
        name: VARIES.sub("…", text)
        for name, text in response.headers.items()
        if name not in OF_THE_MOMENT
    }
    length = len(re.sub(r'data-hue="\d+"', "", response.content.decode()))
    return response.status_code, length, headers, VARIES.sub("…", response.content.decode()), cost


def story(person: Person, email: str, headers: dict[str, str]) -> list[Told]:
    """Everything that a person can do with an address, one after the other."""

    def post(path: str, **data: str) -> Callable[[], HttpResponse]:
        return lambda: person.browser.post(path, data, headers=headers)

    def get(path: str, **query: object) -> Callable[[], HttpResponse]:
        return lambda: person.browser.get(path, query, headers=headers)

    answers = [told(post("/contacts/", name="Somebody", email=email))]
    contact: UserId = next(iter(person.rows()))
    chat, row = f"/chats/{contact}/", f"/contacts/{contact}/"
    asks = [
        post("/contacts/", name="Somebody", email=email),
        get(chat),
        post(f"{chat}messages/", body="hello", client_id=str(uuid4())),
        get(f"{chat}messages/"),
        get("/updates/", version=0, contact=contact, after=0),
        post(f"{chat}read/", seq="1"),
        post(f"{row}rename/", name="Some Body"),
        post(f"{row}block/"),
        post(f"{chat}messages/", body="hello", client_id=str(uuid4())),
        post(f"{row}unblock/"),
        post(f"{row}remove/"),
        get(chat),
    ]
    return [*answers, *(told(ask) for ask in asks)]


@pytest.mark.parametrize("headers", [HTMX, {}], ids=["htmx", "page"])
def test_a_known_address_is_treated_like_an_unknown_one(headers: dict[str, str]) -> None:
    wiring.users().sign_in(identity("Known1"))

    known = story(Person("Alice"), "known1@example.com", headers)
    unknown = story(Person("Annie"), "known2@example.com", headers)

    assert known == unknown
    assert len({status for status, *_ in known}) > 1
