"""What staff hold against somebody: suspensions that run, and warnings nobody has acknowledged."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from .domain import Category, moment

OPERATOR = "operator"  # stands for whoever runs the site, where a report has its id


@dataclass(frozen=True, slots=True)
class Standing:
    """Each under the report that it came of, so that a reversal takes back that one and no other.

    The profile tells the sum of it.
    """

    suspensions: Mapping[str, int] = field(default_factory=dict)
    """When each ends, in seconds since 1970."""
    warnings: Mapping[str, Category] = field(default_factory=dict)

    @property
    def suspended_until(self) -> int:
        return max(self.suspensions.values(), default=0)

    @property
    def ends(self) -> datetime | None:
        return moment(self.suspended_until)

    def is_suspended(self, now: datetime) -> bool:
        return self.suspended_until > now.timestamp()

    @property
    def warning(self) -> str:
        """The newest."""
        return list(self.warnings.values())[-1] if self.warnings else ""

    def suspended(self, source: str, until: int, now: datetime) -> "Standing":
        running = {name: end for name, end in self.suspensions.items() if end > now.timestamp()}
        return replace(self, suspensions={**running, source: until})

    def warned(self, source: str, category: Category) -> "Standing":
        others = {name: it for name, it in self.warnings.items() if name != source}
        return replace(self, warnings={**others, source: category})

    def without(self, source: str) -> "Standing":
        return Standing(
            {name: end for name, end in self.suspensions.items() if name != source},
            {name: it for name, it in self.warnings.items() if name != source},
        )

    def lifted(self, now: datetime) -> "Standing":
        return replace(self, suspensions={}) if self.is_suspended(now) else self

    def acknowledged(self, category: str) -> "Standing":
        """Without the warnings about something."""
        rest = {name: it for name, it in self.warnings.items() if it != category}
        return replace(self, warnings=rest)
