"""How what somebody has spent is counted and written down."""

import pytest

from accounts.domain import DAY, HOUR, MINUTE
from accounts.limits import Limit, Limits, RateLimited, spend
from chatscape import settings

NOW = 1_800_000_000.5
MESSAGES = Limit("messages", "m", 3, MINUTE)
DEFAULTS = dict(settings.LIMITS)
REQUESTS = Limit("requests", "r", 1, DAY)


def spend_all(limit: Limit, *, now: float, spent: str = "") -> str:
    for _ in range(limit.most):
        spent = spend(spent, limit, now=now)
    return spent


def test_a_window_opens_at_the_first_and_closes_when_it_is_over() -> None:
    spent = spend_all(MESSAGES, now=NOW)

    with pytest.raises(RateLimited) as limited:
        spend(spent, MESSAGES, now=NOW + 20)

    assert (limited.value.limit, limited.value.retry_after) == ("messages", 40)
    with pytest.raises(RateLimited) as limited:
        spend(spent, MESSAGES, now=NOW + MINUTE - 0.6)
    assert limited.value.retry_after == 1
    assert spend(spent, MESSAGES, now=NOW + MINUTE) == f"m:{int(NOW) + MINUTE:x}:1"


def test_limits_are_counted_apart_and_spent_together_or_not_at_all() -> None:
    spent = spend("", MESSAGES, REQUESTS, now=NOW)

    with pytest.raises(RateLimited) as limited:
        spend(spent, MESSAGES, REQUESTS, now=NOW)

    assert limited.value.limit == "requests"
    assert spend(spent, MESSAGES, now=NOW) == f"m:{int(NOW):x}:2 r:{int(NOW):x}:1"


def test_a_clock_that_was_far_ahead_locks_nobody_out() -> None:
    spent = spend_all(MESSAGES, now=NOW + HOUR)

    assert spend(spent, MESSAGES, now=NOW) == f"m:{int(NOW):x}:1"
    with pytest.raises(RateLimited):
        spend(spent, MESSAGES, now=NOW + HOUR - 1)


def test_no_two_limits_are_counted_as_one() -> None:
    limits = Limits(**DEFAULTS)
    codes = [it.code for it in (limits.messages, limits.contacts, limits.requests, limits.sign_ins)]

    assert len(set(codes)) == len(codes)


def test_what_everybody_is_given_is_what_the_readme_says() -> None:
    limits = Limits(**DEFAULTS)

    assert (limits.messages.most, limits.messages.window) == (60, MINUTE)
    assert (limits.contacts.most, limits.contacts.window) == (30, HOUR)
    assert (limits.requests.most, limits.requests.window) == (20, DAY)
