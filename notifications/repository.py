"""The devices of a person, and how much a notification says: one partition, one query."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass

from accounts.domain import User, UserId
from chatscape.store.attempts import attempts
from chatscape.store.port import (
    EXPIRES_AT,
    SORT,
    Absent,
    Condition,
    ConditionFailed,
    Delete,
    Item,
    Key,
    Present,
    Put,
    Store,
    StoreUnavailable,
    Update,
    Write,
)

from .domain import (
    MAX_DEVICES,
    RENEWABLE,
    Device,
    DeviceRemoved,
    Subscription,
    TooManyDevices,
)

SETTINGS = "settings"
MAX_ITEMS = MAX_DEVICES + 1


@dataclass(frozen=True, slots=True)
class Listed:
    """Everything of a person: `revision` grows with every device and every choice."""

    devices: tuple[Device, ...]
    shows_text: bool = False
    revision: int | None = None

    def of(self, user: User, now: float) -> "Listed":
        """Without the devices whose session is over."""
        devices = tuple(it for it in self.devices if it.is_of(user, now))
        return Listed(devices, self.shows_text, self.revision)

    def with_one(self, device: Device, others: Iterable[Device]) -> "Listed":
        devices = sorted((*others, device), key=lambda it: (it.created_at, it.id))
        return Listed(tuple(devices), self.shows_text, self.revision)

    def find(self, device_id: str) -> Device | None:
        return next((it for it in self.devices if it.id == device_id), None)


class Devices:
    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self, owner: UserId) -> Listed:
        items = self._store.query(_devices_of(owner), limit=MAX_ITEMS)
        settings = next((item for item in items if item[SORT] == SETTINGS), None)
        devices = [_from_item(item) for item in items if item[SORT] != SETTINGS]
        devices.sort(key=lambda it: (it.created_at, it.id))
        if settings is None:
            return Listed(tuple(devices))
        return Listed(tuple(devices), bool(settings["shows_text"]), int(settings["revision"]))

    def add(self, owner: User, device: Device, now: float, *, renews: str = "") -> Listed:
        """Put a device into the list, or change nothing where it is there already.

        `renews` is the id as which its browser is known, of a session before or of another address.
        Devices whose session is over make room. Raises TooManyDevices, DeviceRemoved.
        """
        for _ in attempts():
            found = self.all(owner.id)
            known = found.find(renews or device.id)
            if renews and known is None:
                raise DeviceRemoved
            kept = known.again_as(device) if known else device
            if kept == known:
                return found.of(owner, now)
            others = [it for it in found.devices if it.id != device.id and it != known]
            live = [it for it in others if it.is_of(owner, now)]
            if len(live) >= MAX_DEVICES:
                raise TooManyDevices
            dead = [it for it in others if it not in live]
            gone = dead[: max(0, len(others) + 1 - MAX_DEVICES)]
            if known and known.id != kept.id:
                gone.append(known)
            try:
                self._store.write(*_added(owner.id, kept, found), *_removed(owner.id, gone))
            except ConditionFailed:
                continue  # another device was added meanwhile: count again
            return found.with_one(kept, live)
        raise StoreUnavailable

    def remove(self, owner: UserId, device_id: str) -> None:
        self._store.write(Delete(_device_key(owner, device_id)))

    def forget_session(self, owner: UserId, sid: str) -> None:
        """Remove what a session has asked for that is over now."""
        ended = [it for it in self.all(owner).devices if it.sid == sid]
        if ended:
            self._store.write(*_removed(owner, ended))

    def show_text(self, owner: UserId, *, shows_text: bool) -> None:
        for _ in attempts():
            found = self.all(owner)
            if found.shows_text == shows_text:
                return
            try:
                self._store.write(_settings(owner, found, shows_text=shows_text))
            except ConditionFailed:
                continue
            return
        raise StoreUnavailable

    def keep_pause(self, owner: UserId, before: Device, after: Device) -> None:
        """Note how sending went; nothing happens where somebody else has noted it meanwhile."""
        changes: Item = {"failures": after.failures, "paused_until": after.paused_until}
        unchanged = Present({**_as_asked(before), "failures": before.failures})
        self._try(Update(_device_key(owner, before.id), changes, when=unchanged))

    def drop(self, owner: UserId, device: Device) -> None:
        """Remove a device that is no more, unless its browser has asked anew."""
        self._try(Delete(_device_key(owner, device.id), when=Present(_as_asked(device))))

    def _try(self, write: Write) -> None:
        with suppress(ConditionFailed):
            self._store.write(write)


def _devices_of(owner: UserId) -> str:
    return f"push#{owner}"


def _device_key(owner: UserId, device_id: str) -> Key:
    return Key(_devices_of(owner), device_id)


def _added(owner: UserId, device: Device, found: Listed) -> tuple[Put, Put]:
    return (
        _settings(owner, found, shows_text=found.shows_text),
        Put(_device_key(owner, device.id), _to_item(device)),
    )


def _removed(owner: UserId, devices: list[Device]) -> list[Delete]:
    return [Delete(_device_key(owner, it.id)) for it in devices]


def _settings(owner: UserId, found: Listed, *, shows_text: bool) -> Put:
    """Holds while nothing was added or chosen since, so that eleven at once are not eleven."""
    item: Item = {"shows_text": shows_text, "revision": (found.revision or 0) + 1}
    unchanged: Condition = Absent()
    if found.revision is not None:
        unchanged = Present({"revision": found.revision})
    return Put(Key(_devices_of(owner), SETTINGS), item, when=unchanged)


def _as_asked(device: Device) -> Item:
    return {"sid": device.sid, "epoch": device.epoch, "p256dh": device.subscription.p256dh}


def _to_item(device: Device) -> Item:
    return {
        "endpoint": device.subscription.endpoint,
        "p256dh": device.subscription.p256dh,
        "auth": device.subscription.auth,
        "browser": device.browser,
        "system": device.system,
        "language": device.language,
        "sid": device.sid,
        "epoch": device.epoch,
        "since": device.since,
        "until": device.until,
        "created_at": device.created_at,
        "paused_until": device.paused_until,
        "failures": device.failures,
        EXPIRES_AT: device.until + RENEWABLE,
    }


def _from_item(item: Item) -> Device:
    return Device(
        subscription=Subscription(str(item["endpoint"]), str(item["p256dh"]), str(item["auth"])),
        browser=str(item["browser"]),
        system=str(item["system"]),
        language=str(item["language"]),
        sid=str(item["sid"]),
        epoch=int(item["epoch"]),
        since=int(item["since"]),
        until=int(item["until"]),
        created_at=int(item["created_at"]),
        paused_until=int(item["paused_until"]),
        failures=int(item["failures"]),
    )
