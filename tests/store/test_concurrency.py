"""Several writers at once, on every engine."""

from concurrent.futures import ThreadPoolExecutor

from chatscape.store.port import Absent, ConditionFailed, Key, Present, Put, Update

COUNTER = Key("p", "counter")


def together(threads: int, action) -> list:
    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(action, range(threads)))


def test_no_addition_is_lost(store):
    store.write(Put(COUNTER, {"alone": 0, "together": 0}))

    def count(thread: int) -> None:
        for number in range(10):
            store.write(Update(COUNTER, add={"alone": 1}))
            store.write(
                Update(COUNTER, add={"together": 1}), Put(Key("q", f"{thread}-{number}"), {})
            )

    together(6, count)

    assert store.get(COUNTER) == {"alone": 60, "together": 60, "sort": "counter"}
    assert len(store.query("q", limit=100)) == 60


def test_of_several_who_want_the_same_place_one_gets_it(store):
    def claim(thread: int) -> bool:
        wanted = Put(COUNTER, {"by": thread}, when=Absent())
        try:
            store.write(wanted, Put(Key("q", str(thread)), {}))
        except ConditionFailed as failure:
            return failure.write is not wanted
        return True

    claims = together(8, claim)

    assert claims.count(True) == 1
    assert store.get(COUNTER) == {"by": claims.index(True), "sort": "counter"}
    assert [item["sort"] for item in store.query("q", limit=9)] == [str(claims.index(True))]


def test_two_writers_number_without_gaps(store):
    store.write(Put(COUNTER, {"last": 0}))

    def append(thread: int) -> None:
        for number in range(20):
            append_one(f"{thread}-{number}")

    def append_one(text: str) -> None:
        while True:
            last = store.get(COUNTER)["last"]
            try:
                store.write(
                    Put(Key("messages", f"{last + 1:012}"), {"text": text}, when=Absent()),
                    Update(COUNTER, {"last": last + 1}, when=Present({"last": last})),
                )
            except ConditionFailed:
                continue
            return

    together(2, append)

    messages = store.query("messages", limit=100)
    assert [int(item["sort"]) for item in messages] == list(range(1, 41))
    for thread in range(2):
        own = [item["text"] for item in messages if item["text"].startswith(f"{thread}-")]
        assert own == [f"{thread}-{number}" for number in range(20)]
