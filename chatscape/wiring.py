"""The composition root: settings -> store -> repositories and use cases.

The only module that names a store adapter. Everything is built once per process.
"""

from dataclasses import dataclass
from functools import cache
from urllib.parse import parse_qs, unquote, urlsplit

from django.conf import settings

from accounts.limits import Limits
from accounts.repository import Users
from accounts.sign_ins import SignIns
from chatscape.store.meter import Meter
from chatscape.store.port import Store
from chatscape.wake import NoWake, Wake
from contacts.repository import Contacts
from contacts.services import AddressBook
from messaging.repository import Messages
from messaging.services import Messenger


def open_store(url: str) -> Store:
    """The adapter for sqlite:///path or dynamodb://table[?endpoint_url=…]."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        from chatscape.store.sqlite import SqliteStore

        return SqliteStore(unquote(url.removeprefix("sqlite:///")))
    if parts.scheme == "dynamodb":
        from chatscape.store.dynamodb import DynamoDBStore

        (endpoint_url,) = parse_qs(parts.query).get("endpoint_url", [None])
        return DynamoDBStore(parts.netloc, endpoint_url=endpoint_url)
    raise ValueError(f"No store has the scheme {parts.scheme!r}")


@dataclass(frozen=True, slots=True)
class Application:
    """Everything that views use, over one store."""

    store: Store
    users: Users
    sign_ins: SignIns
    contacts: Contacts
    address_book: AddressBook
    messages: Messages
    messenger: Messenger


def compose(store: Store, wake: Wake) -> Application:
    limits = Limits(**settings.LIMITS)
    users = Users(store, wake)
    contacts = Contacts(store, wake)
    messages = Messages(store)
    return Application(
        store=store,
        users=users,
        sign_ins=SignIns(store, limits),
        contacts=contacts,
        address_book=AddressBook(store, users, contacts, wake, limits),
        messages=messages,
        messenger=Messenger(store, users, contacts, messages, wake, limits),
    )


@cache
def application() -> Application:
    return compose(Meter(open_store(settings.CHATSCAPE_STORE)), NoWake())


def store() -> Store:
    return application().store


def users() -> Users:
    return application().users


def sign_ins() -> SignIns:
    return application().sign_ins


def contacts() -> Contacts:
    return application().contacts


def address_book() -> AddressBook:
    return application().address_book


def messages() -> Messages:
    return application().messages


def messenger() -> Messenger:
    return application().messenger
