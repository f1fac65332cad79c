"""Where it is kept what staff hold against somebody, and how it comes into the profile."""

from collections.abc import Mapping
from dataclasses import dataclass

from accounts.domain import UserId
from accounts.repository import judged
from chatscape.store.port import Absent, Item, Key, Present, Put, Store, Write

from .domain import Category
from .standing import Standing


@dataclass(frozen=True, slots=True)
class Held:
    """A person's standing as it was read."""

    user: UserId
    standing: Standing
    item: Item | None

    def becomes(self, after: Standing) -> list[Write]:
        """Together with what the profile says. Holds while nothing else changed it."""
        if after == self.standing:
            return []
        unchanged = Absent() if self.item is None else Present(self.item)
        return [
            Put(_key(self.user), _to_item(after), when=unchanged),
            judged(self.user, suspended_until=after.suspended_until, warning=after.warning),
        ]


class Standings:
    def __init__(self, store: Store) -> None:
        self._store = store

    def of(self, user: UserId) -> Held:
        item = self._store.get(_key(user))
        if item is None:
            return Held(user, Standing(), None)
        standing = Standing(
            {source: int(end) for source, end in _pairs(item["suspensions"])},
            {source: Category(about) for source, about in _pairs(item["warnings"])},
            {source: int(end) for source, end in _pairs(item["lifted"])},
        )
        return Held(user, standing, _to_item(standing))


def _key(user: UserId) -> Key:
    return Key(f"standing#{user}", "standing")


def _pairs(text: object) -> list[tuple[str, str]]:
    return [(source, value) for source, _, value in (it.partition(":") for it in str(text).split())]


def _to_item(standing: Standing) -> Item:
    """As text, `<report>:<end or category>` for each, in the order in which they came."""
    return {
        "suspensions": _joined(standing.suspensions),
        "warnings": _joined(standing.warnings),
        "lifted": _joined(standing.lifted),
    }


def _joined(values: Mapping[str, int] | Mapping[str, Category]) -> str:
    return " ".join(f"{source}:{value}" for source, value in values.items())
