"""Tells a person of a message, on their devices: the one way, whoever has seen it arrive."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from django.urls import reverse

from accounts.domain import UserId
from accounts.repository import Users
from contacts.domain import Contact
from contacts.repository import Contacts
from notifications.delivery import Delivery
from notifications.domain import Notice
from notifications.repository import Devices
from notifications.worker import Worker


@dataclass(frozen=True, slots=True)
class Announcements:
    users: Users
    contacts: Contacts
    devices: Devices
    delivery: Delivery

    def announce(self, sender: UserId, recipient: UserId, seq: int) -> None:
        """Sends nothing where nobody wants to be told: to whom has no device, has read the message
        already, has not accepted the sender or has blocked them. Doing it twice does no harm.

        StoreUnavailable passes through.
        """
        listed = self.devices.all(recipient)
        if not listed.devices:
            return
        row = self.contacts.row(recipient, sender)
        if row is None or not _is_wanted(row, seq):
            return
        reader = self.users.find(recipient)
        if reader and not reader.is_suspended(datetime.now(UTC)):
            self.delivery.send(reader, listed, _notice(row, seq))


@dataclass(frozen=True, slots=True)
class Queued:
    """Announces in this process, after the answer to whoever has sent the message."""

    announcements: Announcements
    worker: Worker

    def arrived(self, sender: str, recipient: str, seq: int) -> None:
        announce = self.announcements.announce
        self.worker.do(partial(announce, UserId(sender), UserId(recipient), seq))


def _is_wanted(row: Contact, seq: int) -> bool:
    return row.state == "accepted" and not row.blocked and row.read_seq < seq


def _notice(row: Contact, seq: int) -> Notice:
    return Notice(
        contact=row.id,
        title=row.name,
        preview="" if row.preview_is_mine else row.preview,
        unread=row.unread,
        seq=seq,
        url=reverse("messaging:conversation", args=[row.id]),
    )
