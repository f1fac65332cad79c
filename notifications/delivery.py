"""Sends a notice to the devices of a person, and keeps in mind how each of them fared."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, ngettext, override

from accounts.domain import User, UserId
from chatscape.logs import Event, report
from chatscape.pseudonyms import pseudonym

from .addresses import NotAllowed, split_endpoint
from .domain import LIFETIME, Device, Notice
from .repository import Devices, Listed
from .transport import Answer, NotPublic, Transport, Unreachable
from .vapid import Vapid

if TYPE_CHECKING:
    from .sealing import Sealed

WAITS = (1, 4)  # seconds before a call is tried again
LONGEST_WAIT = 5  # seconds; whoever asks for more gets a pause
BUDGET = 10  # seconds for a notice, so that one person's devices keep no thread from others

Payload = Mapping[str, object]


class Outcome(Enum):
    SENT = auto()
    GONE = auto()
    """The push service knows the device no more."""
    BUSY = auto()
    """It may do better in a while."""
    LATE = auto()
    """It has had its time."""
    REFUSED = auto()


@dataclass(frozen=True, slots=True)
class Tried:
    outcome: Outcome
    cause: str = ""
    retry_after: int = 0


@dataclass(frozen=True, slots=True)
class Delivery:
    devices: Devices
    vapid: Vapid
    transport: Transport
    sleep: Callable[[float], None]
    clock: Callable[[], float]

    def send(self, to: User, listed: Listed, notice: Notice) -> None:
        """To every device whose session holds, as far as time allows. Those that fail come last.

        StoreUnavailable passes through.
        """
        start = self.clock()
        due = [it for it in listed.of(to, start).devices if it.is_due(start)]
        for device in sorted(due, key=lambda it: it.failures):
            if self.clock() - start > BUDGET:
                report(Event.PUSH_DROPPED, cause="budget", user=pseudonym(to.id))
                return
            payload = _payload(to, notice, device.language, shows_text=listed.shows_text)
            waits = () if device.failures else WAITS
            self._deliver(to, device, payload, topic=notice.contact, waits=waits)

    def test(self, to: User, device: Device) -> Outcome:
        """Tries one device, once and at once, whatever came of it before."""
        words = gettext_lazy("Notifications arrive on this device.")
        payload = _payload(to, of_site(words, "accounts:account"), device.language)
        return self._deliver(to, device, payload, topic="test", waits=())

    def _deliver(
        self, to: User, device: Device, payload: Payload, *, topic: str, waits: tuple[int, ...]
    ) -> Outcome:
        sealed = self.vapid.sealer.seal(device.subscription, payload)
        headers = {
            "ttl": str(LIFETIME),
            "urgency": "high",
            "topic": pseudonym(f"{to.id} {topic}"),
            "content-type": "application/octet-stream",
        }
        sealed = replace(sealed, headers={**sealed.headers, **headers})
        tried = self._try(device, sealed)
        for wait in waits:
            if tried.outcome is not Outcome.BUSY or tried.retry_after > LONGEST_WAIT:
                break
            self.sleep(max(wait, tried.retry_after))
            tried = self._try(device, sealed)
        self._keep(to, device, tried)
        return tried.outcome

    def _try(self, device: Device, sealed: "Sealed") -> Tried:
        try:
            answer = self.transport.post(device.subscription.endpoint, sealed.headers, sealed.body)
        except (NotAllowed, NotPublic):
            return Tried(Outcome.REFUSED, "address")
        except Unreachable as error:
            cause = str(error)
            return Tried(Outcome.LATE if cause == "late" else Outcome.BUSY, cause)
        return _meaning(answer)

    def _keep(self, to: User, device: Device, tried: Tried) -> None:
        if tried.outcome is Outcome.SENT:
            if device.failures:
                well = replace(device, failures=0, paused_until=0)
                self.devices.keep_pause(to.id, device, well)
        elif tried.outcome is Outcome.GONE:
            self.devices.drop(to.id, device)
        else:
            paused = device.after_failure(self.clock(), tried.retry_after)
            self.devices.keep_pause(to.id, device, paused)
            self._report(to, device, tried)

    def _report(self, to: User, device: Device, tried: Tried) -> None:
        event = Event.PUSH_DELAYED
        if tried.outcome is Outcome.REFUSED:
            event = Event.PUSH_ADDRESS_REFUSED if tried.cause == "address" else Event.PUSH_REFUSED
        host = split_endpoint(device.subscription.endpoint)[0]
        report(event, service=host, cause=tried.cause, user=pseudonym(to.id))


def _meaning(answer: Answer) -> Tried:
    if 200 <= answer.status < 300:
        return Tried(Outcome.SENT)
    if answer.status in (404, 410):
        return Tried(Outcome.GONE)
    is_busy = answer.status == 429 or answer.status >= 500
    outcome = Outcome.BUSY if is_busy else Outcome.REFUSED
    return Tried(outcome, str(answer.status), answer.retry_after)


def of_site(words: Promise, route: str) -> Notice:
    """What the site itself has to say, and where more of it stands."""
    return Notice(UserId(""), "ChatScape", "", unread=0, seq=0, url=reverse(route), words=words)


def _payload(to: User, notice: Notice, language: str, *, shows_text: bool = False) -> Payload:
    with override(language):
        counted = ngettext("New message", "%(count)d new messages", notice.unread)
        body = str(notice.words) or counted % {"count": notice.unread}
    return _told(to, notice, notice.preview if shows_text and notice.preview else body)


def _told(to: User, notice: Notice, body: str) -> Payload:
    """What the service worker of the device reads."""
    return {
        "to": to.id,
        "contact": notice.contact,
        "title": notice.title,
        "body": body,
        "unread": notice.unread,
        "seq": notice.seq,
        "url": notice.url,
    }
