"""The composition root: settings -> store -> repositories and use cases, once per process."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from django.conf import settings

from accounts.limits import Limits
from accounts.repository import Users
from accounts.sign_ins import SignIns
from chatscape.notifier import AnswerNotifier, NoNotifier, Notifier
from chatscape.readiness import Readiness
from chatscape.store.meter import Meter
from chatscape.store.port import Store
from chatscape.stores import open_store
from chatscape.wake import NoWake, Wake
from contacts.repository import Contacts
from contacts.services import AddressBook
from messaging.announcements import Announcements, Queued
from messaging.repository import Messages
from messaging.services import Messenger
from moderation.answers import Answers, QueuedAnswers
from moderation.audit import Audit
from moderation.deciding import Deciding
from moderation.repository import Reports
from moderation.sanctions import Sanctions
from moderation.services import Reporting
from moderation.standings import Standings
from notifications.delivery import Delivery
from notifications.repository import Devices
from notifications.services import Notifications
from notifications.transport import Transport
from notifications.vapid import Vapid
from notifications.worker import Worker


@dataclass(frozen=True, slots=True)
class Push:
    """How notifications leave the house; where there is no worker, a stream has them sent."""

    vapid: Vapid
    transport: Transport
    worker: Worker | None = None
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.time


@dataclass(frozen=True, slots=True)
class Application:
    """Everything that views use, over one store. Without push, nothing is announced."""

    store: Store
    readiness: Readiness
    users: Users
    notifications: Notifications
    announcements: Announcements | None
    answers: Answers | None
    sign_ins: SignIns
    contacts: Contacts
    address_book: AddressBook
    messages: Messages
    messenger: Messenger
    reports: Reports
    reporting: Reporting
    audit: Audit
    standings: Standings
    deciding: Deciding
    sanctions: Sanctions


def compose(store: Store, wake: Wake, push: Push | None = None) -> Application:
    limits = Limits(**settings.LIMITS)
    users = Users(store, wake)
    contacts = Contacts(store, wake)
    messages = Messages(store)
    devices = Devices(store)
    reports = Reports(store)
    standings = Standings(store)
    delivery, announcements, answers = None, None, None
    notifier: Notifier = NoNotifier()
    answer_notifier: AnswerNotifier = NoNotifier()
    if push:
        delivery = Delivery(devices, push.vapid, push.transport, push.sleep, push.clock)
        announcements = Announcements(users, contacts, devices, delivery)
        answers = Answers(users, devices, delivery)
        if push.worker:
            notifier = Queued(announcements, push.worker)
            answer_notifier = QueuedAnswers(answers, push.worker)
    return Application(
        store=store,
        readiness=Readiness(store),
        users=users,
        notifications=Notifications(users, devices, delivery, limits),
        announcements=announcements,
        answers=answers,
        sign_ins=SignIns(store, limits),
        contacts=contacts,
        address_book=AddressBook(store, users, contacts, wake, limits),
        messages=messages,
        messenger=Messenger(store, users, contacts, messages, wake, notifier, limits),
        reports=reports,
        reporting=Reporting(store, contacts, messages, reports, wake, limits),
        audit=Audit(store),
        standings=standings,
        deciding=Deciding(
            store, reports, standings, wake, answer_notifier, settings.CHATSCAPE_EVIDENCE_DAYS
        ),
        sanctions=Sanctions(store, standings, wake),
    )


def _push() -> Push | None:
    if not settings.VAPID_PRIVATE_KEY:
        return None
    vapid = Vapid(settings.VAPID_PRIVATE_KEY, settings.VAPID_SUBJECT)
    worker = Worker() if settings.CHATSCAPE_PUSH == "worker" else None
    return Push(vapid, Transport(), worker)


@cache
def application() -> Application:
    return compose(Meter(open_store(settings.CHATSCAPE_STORE)), NoWake(), _push())


def store() -> Store:
    return application().store


def readiness() -> Readiness:
    return application().readiness


def users() -> Users:
    return application().users


def sign_ins() -> SignIns:
    return application().sign_ins


def notifications() -> Notifications:
    return application().notifications


def announcements() -> Announcements | None:
    return application().announcements


def contacts() -> Contacts:
    return application().contacts


def address_book() -> AddressBook:
    return application().address_book


def messages() -> Messages:
    return application().messages


def messenger() -> Messenger:
    return application().messenger


def reports() -> Reports:
    return application().reports


def reporting() -> Reporting:
    return application().reporting


def answers() -> Answers | None:
    return application().answers


def audit() -> Audit:
    return application().audit


def standings() -> Standings:
    return application().standings


def deciding() -> Deciding:
    return application().deciding


def sanctions() -> Sanctions:
    return application().sanctions
