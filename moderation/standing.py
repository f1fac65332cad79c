"""What staff hold against somebody: suspensions that run, and warnings nobody has acknowledged."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from accounts.domain import moment

from .domain import Category

OPERATOR = "operator"  # stands for whoever runs the site, where a report has its id


@dataclass(frozen=True, slots=True)
class Standing:
    """Each under the report that it came of, so that a reversal takes back that one and no other.

    The profile tells the sum of it.
    """

    suspensions: Mapping[str, int] = field(default_factory=dict)
    """When each ends, in seconds since 1970."""
    warnings: Mapping[str, Category] = field(default_factory=dict)
    lifted: Mapping[str, int] = field(default_factory=dict)
    """Suspensions that were ended before their time, and could begin again."""

    @property
    def suspended_until(self) -> int:
        return max(self.suspensions.values(), default=0)

    @property
    def ends(self) -> datetime | None:
        return moment(self.suspended_until)

    def can_be_restored(self, now: datetime) -> bool:
        return bool(_running(self.lifted, now))

    def holds(self, source: str, now: datetime) -> bool:
        """Whether the suspension that came of a report runs."""
        return self.suspensions.get(source, 0) > now.timestamp()

    def is_suspended(self, now: datetime) -> bool:
        return self.suspended_until > now.timestamp()

    @property
    def warning(self) -> str:
        """The newest."""
        return list(self.warnings.values())[-1] if self.warnings else ""

    def suspended(self, source: str, until: int, now: datetime) -> "Standing":
        return replace(self, suspensions={**_running(self.suspensions, now), source: until})

    def warned(self, source: str, category: Category) -> "Standing":
        others = {name: it for name, it in self.warnings.items() if name != source}
        return replace(self, warnings={**others, source: category})

    def without(self, source: str) -> "Standing":
        return Standing(
            {name: end for name, end in self.suspensions.items() if name != source},
            {name: it for name, it in self.warnings.items() if name != source},
            {name: end for name, end in self.lifted.items() if name != source},
        )

    def lift(self, now: datetime) -> "Standing":
        if not self.is_suspended(now):
            return self
        return replace(self, suspensions={}, lifted=_running(self.suspensions, now))

    def restore(self, now: datetime) -> "Standing":
        """With what was lifted, as far as its time is not over."""
        lifted = _running(self.lifted, now)
        if not lifted:
            return self
        return replace(self, suspensions={**lifted, **self.suspensions}, lifted={})

    def acknowledged(self, category: str) -> "Standing":
        """Without the warnings about something."""
        rest = {name: it for name, it in self.warnings.items() if it != category}
        return replace(self, warnings=rest)


def _running(suspensions: Mapping[str, int], now: datetime) -> dict[str, int]:
    return {source: end for source, end in suspensions.items() if end > now.timestamp()}
