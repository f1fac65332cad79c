"""What staff see of a conversation: the chosen messages and some around them, under a seal."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import pairwise

from accounts.domain import UserId
from contacts.domain import from_epoch_ms, to_epoch_ms
from messaging.domain import Message

from .domain import BrokenSeal, Category, Report

PART = 200 * 1024  # bytes of an item, which holds 400 KB


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A message as it was when it was reported; `sent_at` in milliseconds since 1970."""

    seq: int
    sender: UserId
    body: str
    sent_at: int
    is_chosen: bool

    @property
    def at(self) -> datetime:
        return from_epoch_ms(self.sent_at)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything that a report says."""

    report: str
    reporter: UserId
    reported: UserId
    category: Category
    comment: str
    created_at: int
    exhibits: tuple[Exhibit, ...]

    @property
    def content(self) -> str:
        """The one spelling in which it is stored and sealed."""
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":"), sort_keys=True)

    def is_of(self, report: Report) -> bool:
        """Whether what stands outside the seal says the same as what is under it."""
        return (self.report, self.reporter, self.reported, self.category, self.created_at) == (
            *(report.id, report.reporter, report.reported, report.category),
            to_epoch_ms(report.created_at),
        )

    @property
    def seal(self) -> str:
        return seal_of(self.content)

    @property
    def parts(self) -> list[str]:
        """The content, cut into what an item holds."""
        encoded = self.content.encode()
        cuts = [0]
        while cuts[-1] < len(encoded):
            cuts.append(_cut(encoded, cuts[-1] + PART))
        return [encoded[a:b].decode() for a, b in pairwise(cuts)]


def exhibits(messages: Iterable[Message], chosen: frozenset[int]) -> tuple[Exhibit, ...]:
    """Each message once, in order."""
    by_seq = {it.seq: it for it in messages}
    return tuple(
        Exhibit(seq, it.sender, it.body, to_epoch_ms(it.sent_at), seq in chosen)
        for seq, it in sorted(by_seq.items())
    )


def opened(content: str, report: Report) -> Evidence:
    """What a report says, where it is what was sealed, and of this report. Raises BrokenSeal."""
    if seal_of(content) != report.seal:
        raise BrokenSeal
    facts = json.loads(content)
    found = tuple(Exhibit(**it) for it in facts.pop("exhibits"))
    evidence = Evidence(**facts | {"category": Category(facts["category"]), "exhibits": found})
    if not evidence.is_of(report):
        raise BrokenSeal
    return evidence


def seal_of(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()


def _cut(encoded: bytes, at: int) -> int:
    """Not behind `at`, and between two characters."""
    while at < len(encoded) and encoded[at] & 0xC0 == 0x80:
        at -= 1
    return min(at, len(encoded))
