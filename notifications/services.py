"""What somebody sees and does about being notified."""

import logging
import time
from dataclasses import dataclass

from accounts.domain import User, UserId
from accounts.limits import Limits
from accounts.repository import Users
from chatscape.store.port import StoreUnavailable

from .delivery import Delivery, Outcome
from .domain import Device
from .repository import Devices, Listed

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Card:
    """What the account page says of notifications: the key to subscribe with, and the devices."""

    key: str
    listed: Listed


@dataclass(frozen=True, slots=True)
class Notifications:
    """Without a delivery the site has no key to sign with, and nobody is told of anything."""

    users: Users
    devices: Devices
    delivery: Delivery | None
    limits: Limits

    @property
    def are_on(self) -> bool:
        return self.delivery is not None

    def card(self, user: User) -> Card | None:
        if self.delivery is None:
            return None
        return Card(self.delivery.vapid.public_key, self.of(user))

    def of(self, user: User) -> Listed:
        return self.devices.all(user.id).of(user, time.time())

    def add(self, user: User, device: Device, *, renews: str = "") -> Listed:
        """Raises TooManyDevices, DeviceRemoved."""
        return self.devices.add(user, device, time.time(), renews=renews)

    def test(self, user: User, device_id: str) -> Outcome:
        """Sends a notification to a device of theirs. Raises RateLimited."""
        device = self.of(user).find(device_id)
        if self.delivery is None or device is None:
            return Outcome.GONE
        self.users.spend(user, self.limits.tests, time.time())
        return self.delivery.test(user, device)

    def end_session(self, user: UserId, sid: str) -> None:
        """What a browser has asked for ends with its session, and counts for nothing after it.

        Never raises, since the session is over in any case.
        """
        if not self.are_on:
            return
        try:
            self.devices.forget_session(user, sid)
        except StoreUnavailable as error:
            logger.error("store_unavailable", exc_info=error)
