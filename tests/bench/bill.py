"""`make bench-bill`: what a thousand people cost in a month on AWS, by the units that are metered.

Prices are those of us-east-1 as published in 2025 (DynamoDB's since its reduction of 1 November
2024), once as listed and once less what AWS gives every account for good. What people do, and how
long Lambda runs, are assumptions.
"""

import sys
from collections.abc import Mapping
from dataclasses import dataclass

from chatscape.store.meter import Cost
from tests.bench.costs import metered_sqlite, set_up

PEOPLE, DAYS = 1_000, 30
MESSAGES, CONTACTS = 1_000, 30  # in a conversation, in a list
A_DAY = {  # of one person
    "idle poll": 250,
    "poll with news": 30,
    "send": 20,
    "inbox": 8,
    "conversation (fragment)": 8,
    "mark read, to the end": 12,
    "older messages": 2,
}
MILLION, GB = 1_000_000, 1_000_000_000
SECONDS, GIGABYTES = 0.03, 0.5  # of a request
SECONDS_OF_A_NOTICE = 0.3  # most of it waits for a push service
UNITS_OF_A_NOTICE = 3  # a person's devices, the contact and the profile are read
BYTES_OF_A_MESSAGE = 1_000  # with its marker, stored
BYTES_OF_A_LOG = 1_100  # of a request: our line, Lambda's three and API Gateway's
BYTES_OF_AN_ANSWER = 2_000  # beyond the browser's cache, on the average of all requests
ALARMS, METRICS, DASHBOARDS = 10, 4, 1


@dataclass(frozen=True)
class Item:
    """So many units at a price in dollars, of which some are free each month."""

    units: float
    price: float
    free: float = 0

    @property
    def listed(self) -> float:
        return self.units * self.price

    @property
    def due(self) -> float:
        return max(0.0, self.units - self.free) * self.price


def main() -> None:
    set_up()
    from tests.bench.operations import fill, measure

    with metered_sqlite() as (meter, store):
        costs = measure(fill(meter, store, MESSAGES, CONTACTS))
    _print(bill(costs))


def bill(costs: Mapping[str, Cost]) -> dict[str, Item]:
    """What each service counts in a month."""
    times = {name: count * PEOPLE * DAYS for name, count in A_DAY.items()}
    requests, notices = sum(times.values()), times["send"]
    reads = sum(costs[name].read_units * count for name, count in times.items())
    writes = sum(costs[name].write_units * count for name, count in times.items())
    stored = notices * BYTES_OF_A_MESSAGE / GB
    seconds = (requests * SECONDS + notices * SECONDS_OF_A_NOTICE) * GIGABYTES
    return {
        "DynamoDB, reads": Item(reads + notices * UNITS_OF_A_NOTICE, 0.125 / MILLION),
        "DynamoDB, writes": Item(writes, 0.625 / MILLION),
        "DynamoDB, a month's messages (GB)": Item(stored, 0.25, free=25),
        "DynamoDB, continuous backup (GB)": Item(stored, 0.20),
        "Lambda, requests": Item(requests + notices, 0.20 / MILLION, free=MILLION),
        "Lambda, GB-seconds on arm64": Item(seconds, 0.0000133334, free=400_000),
        "HTTP API, requests": Item(requests, 1.00 / MILLION),
        "CloudFront, requests": Item(requests, 1.00 / MILLION, free=10 * MILLION),
        "CloudFront, its function": Item(requests, 0.10 / MILLION, free=2 * MILLION),
        "CloudFront, reads of the secret": Item(requests, 0.03 / MILLION),
        "CloudFront, GB sent": Item(requests * BYTES_OF_AN_ANSWER / GB, 0.085, free=1_000),
        "Cognito, people": Item(PEOPLE, 0.0055, free=10_000),
        "CloudWatch, GB of log": Item((requests + notices) * BYTES_OF_A_LOG / GB, 0.50, free=5),
        "CloudWatch, alarms": Item(ALARMS, 0.10, free=10),
        "CloudWatch, metrics": Item(METRICS, 0.30, free=10),
        "CloudWatch, dashboards": Item(DASHBOARDS, 3.00, free=3),
    }


def _print(items: Mapping[str, Item]) -> None:
    day = ", ".join(f"{count} × {name}" for name, count in A_DAY.items())
    sys.stdout.write(f"{PEOPLE:,} people, {DAYS} days; each day, each of them: {day}.\n")
    sys.stdout.write(
        f"A request takes {SECONDS} s of {GIGABYTES} GB, a notice {SECONDS_OF_A_NOTICE}.\n\n"
    )
    sys.stdout.write(f"{'USD a month':36}{'units':>14}{'listed':>9}{'due':>9}\n")
    for name, item in items.items():
        line = f"{name:36}{item.units:14,.1f}{item.listed:9.2f}{item.due:9.2f}\n"
        sys.stdout.write(line)
    listed, due = (sum(getattr(it, which) for it in items.values()) for which in ("listed", "due"))
    sys.stdout.write(f"{'together':50}{listed:9.2f}{due:9.2f}\n")


if __name__ == "__main__":
    main()
