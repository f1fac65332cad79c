"""Every operation of the site, asked for as a browser does, over a store that counts.

Costs are DynamoDB's units by its documented rules. The read of the profile that says who asks is
part of every line.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from uuid import uuid4

from accounts.domain import User, new_user_id
from accounts.repository import profile_key
from chatscape import wiring
from chatscape.store.meter import Cost, Meter
from chatscape.store.port import MAX_WRITES, Put, Store, Update
from chatscape.wake import NoWake
from contacts.domain import Contact
from contacts.repository import new_row, row_key
from messaging.domain import Draft, Message
from messaging.repository import new_message
from notifications.transport import Transport
from notifications.vapid import Vapid, new_private_key
from tests.bench.load import TEXT, text
from tests.notifications.gadget import Gadget
from tests.people import Person, friends, identity


@dataclass
class Hall:
    """Alice and Bob with a history, Mallory whom Bob has blocked, and many others in the lists."""

    meter: Meter
    alice: Person
    bob: Person
    mallory: Person
    messages: int

    def cost(self, act: Callable[[], object]) -> Cost:
        with self.meter.measure() as cost:
            act()
        return cost


@contextmanager
def metered(store: Store) -> Iterator[Meter]:
    """The whole application of this process over a store that counts."""
    meter, usual = Meter(store, exact=True), wiring.application
    vapid = Vapid(new_private_key(), "https://chat.example.com")
    application = wiring.compose(meter, NoWake(), wiring.Push(vapid, Transport()))
    wiring.application = lambda: application  # type: ignore[assignment]
    try:
        yield meter
    finally:
        wiring.application = usual


def fill(meter: Meter, store: Store, messages: int, contacts: int) -> Hall:
    alice, bob, mallory = Person("Alice"), Person("Bob"), Person("Mallory")
    friends(alice, bob)
    mallory.adds(bob)
    mallory.sends(bob, "let me in")
    bob.blocks(mallory)
    for owner in (alice, bob):
        fill_list(store, owner, contacts)
    _write(store, _history(alice, bob, messages))
    for owner, other in ((alice, bob), (bob, alice)):
        store.write(Update(row_key(owner.id, other.id), {"last_seq": messages}))
    return Hall(meter, alice, bob, mallory, messages)


def fill_list(store: Store, owner: Person, contacts: int) -> None:
    """Until there are so many."""
    _write(store, _others(owner, contacts - owner.user.contact_count))
    store.write(Update(profile_key(owner.id), {"contact_count": contacts}))


def _others(owner: Person, count: int) -> Iterator[Put]:
    for number in range(count):
        contact = Contact(
            id=new_user_id(),
            name=f"Person {number}",
            email=f"person-{number}@example.com",
            state="accepted",
            preview=text(number)[:60],
            last_at=1_700_000_000_000 + number,
        )
        put, _ = new_row(User(owner.id, owner.email, owner.name), contact)
        yield put


def _history(alice: Person, bob: Person, messages: int) -> Iterator[Put]:
    """As sending would have left it, but for the markers."""
    for seq in range(1, messages + 1):
        sender, recipient = (alice, bob) if seq % 2 else (bob, alice)
        client_id = str(uuid4())
        draft = Draft(text(seq), client_id)
        message = Message(seq, sender.id, draft.body, datetime.now(UTC), client_id)
        yield new_message(message, recipient.id, draft, withheld=False)[1]


def _write(store: Store, puts: Iterator[Put]) -> None:
    while batch := list(islice(puts, MAX_WRITES)):
        store.write(*batch)


def measure(hall: Hall) -> dict[str, Cost]:
    """Name of the operation -> what one cost, in an order that lets each one happen."""
    alice, bob, mallory = hall.alice, hall.bob, hall.mallory
    chat = f"/chats/{bob.id}/"
    again = str(uuid4())
    version = alice.user.inbox_version
    seen = hall.messages
    report = {"category": "spam", "comment": TEXT, "messages": [seen]}
    steps: dict[str, Callable[[], object]] = {
        "idle poll": lambda: alice.fragment("/updates/", version=version),
        "inbox": lambda: alice.get("/chats/"),
        "chat page": lambda: alice.get(chat),
        "conversation (fragment)": lambda: alice.fragment(chat),
        "older messages": lambda: alice.fragment(f"{chat}messages/", before=seen // 2 + 1),
        "send": lambda: alice.sends(bob, TEXT, again),
        "send again (same client id)": lambda: alice.sends(bob, TEXT, again),
        "poll with news": lambda: bob.fragment(
            "/updates/", version=0, contact=alice.id, after=seen
        ),
        "report page": lambda: alice.get(f"/contacts/{bob.id}/report/"),
        "report": lambda: alice.browser.post(f"/contacts/{bob.id}/report/", report),
        "report again": lambda: alice.browser.post(f"/contacts/{bob.id}/report/", report),
        "own reports": lambda: alice.get("/reports/"),
        "mark read, to the end": lambda: bob.marks_read(alice, seen + 1),
        "mark read, part of it": lambda: alice.marks_read(bob, max(1, seen - 5)),
        "send, blocked": lambda: mallory.sends(bob, TEXT),
        "add, known address": lambda: alice.browser.post(
            "/contacts/", {"name": "M", "email": mallory.email}
        ),
        "add, unknown address": lambda: alice.browser.post(
            "/contacts/", {"name": "N", "email": "nobody-yet@example.com"}
        ),
        "send, to a stranger": lambda: alice.sends(mallory, TEXT),
        "accept": lambda: mallory.browser.post(f"/contacts/{alice.id}/accept/"),
        "rename": lambda: alice.browser.post(f"/contacts/{bob.id}/rename/", {"name": "B"}),
        "block": lambda: alice.browser.post(f"/contacts/{bob.id}/block/"),
        "unblock": lambda: alice.browser.post(f"/contacts/{bob.id}/unblock/"),
        "remove": lambda: alice.browser.post(f"/contacts/{bob.id}/remove/"),
    }
    return {name: hall.cost(act) for name, act in (steps | _about_oneself(hall)).items()}


def _about_oneself(hall: Hall) -> dict[str, Callable[[], object]]:
    """What concerns one person alone, ending with everything at an end."""
    alice, mallory = hall.alice, hall.mallory
    withheld = str(uuid4())
    chat = f"/chats/{hall.bob.id}/"
    phone, gadget, other = alice.new_browser(), Gadget(), Gadget()
    other.subscribes(alice, phone)
    return {
        "landing, signed in": lambda: alice.get("/"),
        "older messages, some withheld": lambda: mallory.fragment(f"{chat}messages/", before=3),
        "send, blocked (a new id)": lambda: mallory.sends(hall.bob, TEXT, withheld),
        "send again, blocked": lambda: mallory.sends(hall.bob, TEXT, withheld),
        "account page": lambda: alice.get("/account/"),
        "subscribe": lambda: gadget.subscribes(alice, phone),
        "subscribe again": lambda: gadget.subscribes(alice, phone),
        "account page, one device": lambda: alice.get("/account/"),
        "text in notifications": lambda: alice.post("/push/settings/", shows_text="on"),
        "remove a device": lambda: alice.post("/push/subscriptions/remove/", id=gadget.id),
        "display name": lambda: alice.browser.post("/account/", {"name": "Alice A."}),
        "first sign-in": lambda: wiring.users().sign_in(identity("Zoe")),
        "sign in again": lambda: wiring.users().sign_in(identity("Zoe")),
        "first sign-in, claiming": lambda: wiring.users().sign_in(identity("Nobody-yet")),
        "sign out": lambda: phone.post("/oidc/logout/"),
        "sign out everywhere": lambda: alice.browser.post("/account/sign-out-everywhere/"),
    }
