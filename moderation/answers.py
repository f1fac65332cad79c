"""Tells somebody, on their devices, that staff have decided about a report of theirs."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from django.utils.translation import gettext_lazy as _

from accounts.domain import UserId
from accounts.repository import Users
from notifications.delivery import Delivery, of_site
from notifications.repository import Devices
from notifications.worker import Worker

WORDS = _("Staff have looked at what you reported.")


@dataclass(frozen=True, slots=True)
class Answers:
    users: Users
    devices: Devices
    delivery: Delivery

    def announce(self, reporter: UserId) -> None:
        """Sends nothing to whom has no device. StoreUnavailable passes through."""
        listed = self.devices.all(reporter)
        if not listed.devices:
            return
        reader = self.users.find(reporter)
        if reader and not reader.is_suspended(datetime.now(UTC)):
            self.delivery.send(reader, listed, of_site(WORDS, "moderation:reports"))


@dataclass(frozen=True, slots=True)
class QueuedAnswers:
    """Announces in this process, after the answer to whoever has decided."""

    answers: Answers
    worker: Worker

    def answered(self, reporter: str) -> None:
        self.worker.do(partial(self.answers.announce, UserId(reporter)))
