"""How many sign-ins come from one network."""

from dataclasses import dataclass

from accounts.limits import Limits, spend
from chatscape.store.attempts import attempts
from chatscape.store.port import (
    EXPIRES_AT,
    Absent,
    ConditionFailed,
    Item,
    Key,
    Present,
    Put,
    Store,
    StoreUnavailable,
)


@dataclass(frozen=True, slots=True)
class SignIns:
    store: Store
    limits: Limits

    def count(self, network: str, now: float) -> None:
        """One more from a network, by a name that tells nothing of it. Raises RateLimited."""
        limit = self.limits.sign_ins
        key = Key(f"sign-ins#{network}", "count")
        for _ in attempts():
            before = self.store.get(key)
            spent = spend(str(before["spent"]) if before else "", limit, now=now)
            unchanged = Present({"spent": before["spent"]}) if before else Absent()
            item: Item = {"spent": spent, EXPIRES_AT: int(now) + 2 * limit.window}
            try:
                self.store.write(Put(key, item, when=unchanged))
            except ConditionFailed:
                continue
            return
        raise StoreUnavailable
