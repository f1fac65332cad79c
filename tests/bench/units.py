"""Prints what every operation costs in store calls and DynamoDB units: `make bench-units`."""

from tests.bench.costs import metered_sqlite, set_up, write_table

MESSAGES = (10, 1_000, 100_000)
CONTACTS = (3, 300)


def main() -> None:
    set_up()
    from tests.bench.operations import fill, measure

    columns = {}
    for contacts in CONTACTS:
        for messages in MESSAGES:
            with metered_sqlite() as (meter, store):
                costs = measure(fill(meter, store, messages, contacts))
            columns[f"{messages:,}/{contacts}"] = costs
    write_table("at so many messages / contacts", columns)


if __name__ == "__main__":
    main()
