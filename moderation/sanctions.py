"""What operators do about a person without a report, and what a warned person says to it."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime

from accounts.domain import User
from chatscape.store.attempts import attempts
from chatscape.store.port import ConditionFailed, Store, StoreUnavailable
from chatscape.wake import Wake

from .audit import of_person
from .domain import Category, Decision
from .entries import Entry, Event
from .standing import OPERATOR, Standing
from .standings import Standings


@dataclass(frozen=True, slots=True)
class Sanctions:
    """Every act is one batch with its line of the audit; False where there was nothing to do."""

    store: Store
    standings: Standings
    wake: Wake

    def suspend(self, user: User, decision: Decision) -> None:
        """Instead of what an operator decided before; what moderators decided stays.

        It is written down also where it changes nothing.
        """
        now = datetime.now(UTC)
        until = decision.until(now)
        entry = Entry(
            *(now, Event.SUSPENDED, "", OPERATOR, user.email), why=decision.reason, until=until
        )
        self._act(user, entry, lambda held: held.suspended(OPERATOR, until, now), is_told=True)

    def lift(self, user: User, reason: str) -> bool:
        now = datetime.now(UTC)
        entry = Entry(now, Event.LIFTED, "", OPERATOR, user.email, why=reason)
        return self._act(user, entry, lambda held: held.lift(now))

    def acknowledge(self, user: User, category: Category) -> bool:
        """The warnings about something, which are a notice on every page until then."""
        now = datetime.now(UTC)
        entry = Entry(now, Event.ACKNOWLEDGED, user.id, user.email, user.email, category=category)
        return self._act(user, entry, lambda held: held.acknowledged(category))

    def _act(
        self,
        user: User,
        entry: Entry,
        change: Callable[[Standing], Standing],
        *,
        is_told: bool = False,
    ) -> bool:
        for _ in attempts():
            held = self.standings.of(user.id)
            effect = held.becomes(change(held.standing))
            if not effect and not is_told:
                return False
            with suppress(ConditionFailed):
                self.store.write(*effect, of_person(user.id, entry))
                self.wake.notify([user.id])
                return True
        raise StoreUnavailable
