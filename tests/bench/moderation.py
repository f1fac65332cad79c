"""Prints what moderation costs in store calls and DynamoDB units: `make bench-moderation`."""

from tests.bench.costs import metered_sqlite, set_up, write_table

SIZES = (10, 10_000)


def main() -> None:
    set_up()
    from tests.bench.docket import fill, measure

    columns = {}
    for size in SIZES:
        with metered_sqlite() as (meter, store):
            columns[f"{size:,}"] = measure(fill(meter, store, size))
    write_table("at so many open reports, and as many decided", columns)


if __name__ == "__main__":
    main()
