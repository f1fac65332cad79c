"""`make bench-bill`: what a thousand people cost in a month on AWS, by the units that are metered.

Prices are those of us-east-1 without any free tier, as published in 2025 (DynamoDB's since its
reduction of November 2024). What people do, and how long Lambda runs, are assumptions.
"""

import sys
from collections.abc import Mapping

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
MILLION = 1_000_000
READ_UNIT, WRITE_UNIT = 0.125 / MILLION, 0.625 / MILLION
STORED = 0.25  # a GB and month
BYTES_OF_A_MESSAGE = 1_000  # with its marker, stored
LAMBDA_REQUEST, GB_SECOND = 0.20 / MILLION, 0.0000133334  # arm64
SECONDS, GIGABYTES = 0.03, 0.5
HTTP_API_REQUEST = 1.00 / MILLION
CLOUDFRONT_REQUEST = 1.00 / MILLION  # https, North America and Europe
LOG_GB, BYTES_OF_A_LINE = 0.50, 500


def main() -> None:
    set_up()
    from tests.bench.operations import fill, measure

    with metered_sqlite() as (meter, store):
        costs = measure(fill(meter, store, MESSAGES, CONTACTS))
    _print(bill(costs))


def bill(costs: Mapping[str, Cost]) -> dict[str, float]:
    """Dollars a month of each service."""
    times = {name: count * PEOPLE * DAYS for name, count in A_DAY.items()}
    requests = sum(times.values())
    reads = sum(costs[name].read_units * count for name, count in times.items())
    writes = sum(costs[name].write_units * count for name, count in times.items())
    return {
        "DynamoDB, reads": reads * READ_UNIT,
        "DynamoDB, writes": writes * WRITE_UNIT,
        "DynamoDB, a month's messages": times["send"] * BYTES_OF_A_MESSAGE / 1e9 * STORED,
        "Lambda": requests * (LAMBDA_REQUEST + SECONDS * GIGABYTES * GB_SECOND),
        "HTTP API": requests * HTTP_API_REQUEST,
        "CloudFront": requests * CLOUDFRONT_REQUEST,
        "logs": requests * BYTES_OF_A_LINE / 1e9 * LOG_GB,
    }


def _print(dollars: Mapping[str, float]) -> None:
    day = ", ".join(f"{count} × {name}" for name, count in A_DAY.items())
    sys.stdout.write(f"{PEOPLE:,} people, {DAYS} days; each day, each of them: {day}.\n\n")
    for name, amount in (*dollars.items(), ("together", sum(dollars.values()))):
        sys.stdout.write(f"{name:32}{amount:8.2f} USD\n")


if __name__ == "__main__":
    main()
