"""Asking a remote store again, with growing random pauses and an end."""

import random
import time
from collections.abc import Callable
from enum import Enum, auto
from typing import TypeVar

from .port import ConditionFailed, StoreUnavailable

ATTEMPTS = 10
PATIENCE = 5.0  # seconds after which nothing is asked again
FIRST_PAUSE = 0.02
LONGEST_PAUSE = 0.8

T = TypeVar("T")
_random = random.SystemRandom()  # forked workers must not pause in step


class Refused(Exception):
    """Nothing was done, and the same may be asked again."""


class Unanswered(Exception):
    """Nobody knows whether it was done."""


class Repeat(Enum):
    """What it means to ask again for something that may have been done."""

    HARMLESS = auto()
    MEETS_ITSELF = auto()  # its condition may fail because of what it did
    DOUBLES = auto()


def insist(ask: Callable[[], T], repeat: Repeat) -> T:
    give_up_at = time.monotonic() + PATIENCE
    may_be_done = False
    for attempt in range(ATTEMPTS):
        try:
            return ask()
        except Refused as refused:
            last: Exception = refused
        except Unanswered as unanswered:
            may_be_done = True
            last = unanswered
        except ConditionFailed as failed:
            if may_be_done and repeat is Repeat.MEETS_ITSELF:
                raise StoreUnavailable("An answer got lost") from failed
            raise
        if time.monotonic() > give_up_at or (may_be_done and repeat is Repeat.DOUBLES):
            break
        _pause_after(attempt)
    raise StoreUnavailable(str(last)) from last


def _pause_after(attempt: int) -> None:
    longest = min(LONGEST_PAUSE, FIRST_PAUSE * 2**attempt)
    time.sleep(_random.uniform(0, longest))
