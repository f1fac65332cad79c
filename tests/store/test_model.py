"""Whatever is written in whatever order, a store answers like a dict."""

import string

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chatscape.store.port import (
    Absent,
    Check,
    ConditionFailed,
    Delete,
    Key,
    Present,
    Put,
    Update,
)

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=4)
names = st.sampled_from(["a", "b", "c"])
numbers = st.integers(-(2**40), 2**40) | st.integers(-1, 2)
values = st.booleans() | numbers | texts
few = st.sampled_from([0, 1, True, False, "", "1"])
keys = st.builds(Key, st.sampled_from("pq"), st.sampled_from(["0", "1", "é", "\uffff", "😀"]))
items = st.dictionaries(names, few | values, max_size=3)
present = st.builds(Present, st.dictionaries(names, few, max_size=1))
conditions = st.none() | st.just(Absent()) | present
updates = st.builds(
    Update,
    keys,
    st.dictionaries(names, values, min_size=1, max_size=2),
    st.dictionaries(st.sampled_from(["n", "m"]), numbers, max_size=2),
    present,
)
writes = st.one_of(
    st.builds(Put, keys, items, conditions),
    updates,
    st.builds(Delete, keys, st.none() | present),
    st.builds(Check, keys, conditions.filter(bool)),
)
batches = st.lists(writes, min_size=1, max_size=5, unique_by=lambda write: write.key)


class Model:
    """The rules in their plainest form: typed values in one dict."""

    def __init__(self) -> None:
        self.items: dict[tuple[str, str], dict[str, tuple[type, object]]] = {}

    def holds(self, write) -> bool:
        found = self.items.get((write.key.partition, write.key.sort))
        if write.when is None:
            return True
        if isinstance(write.when, Absent):
            return found is None
        return found is not None and typed(write.when.attributes).items() <= found.items()

    def write(self, batch) -> object:
        """The first write that fails, or None."""
        for write in batch:
            if not self.holds(write):
                return write
        for write in batch:
            self.apply(write)
        return None

    def apply(self, write) -> None:
        place = (write.key.partition, write.key.sort)
        if isinstance(write, Put):
            self.items[place] = typed(write.item)
        elif isinstance(write, Delete):
            self.items.pop(place, None)
        elif isinstance(write, Update):
            found = self.items[place]
            found.update(typed(write.changes))
            for name, amount in write.add.items():
                found[name] = (int, found.get(name, (int, 0))[1] + amount)

    def everything(self):
        by_bytes = sorted(self.items, key=lambda place: [part.encode() for part in place])
        return [(place, self.items[place]) for place in by_bytes]


def typed(item) -> dict[str, tuple[type, object]]:
    return {name: (type(value), value) for name, value in item.items()}


def everything(store):
    return [
        ((partition, item["sort"]), typed({n: v for n, v in item.items() if n != "sort"}))
        for partition in "pq"
        for item in store.query(partition, limit=100)
    ]


def clear(store) -> None:
    for partition in "pq":
        for item in store.query(partition, limit=100):
            store.write(Delete(Key(partition, item["sort"])))


def agree(store, history) -> None:
    clear(store)
    model = Model()
    for batch in history:
        expected = model.write(batch)
        try:
            store.write(*batch)
        except ConditionFailed as failure:
            assert failure.write is expected  # noqa: PT017
        else:
            assert expected is None
        assert everything(store) == model.everything()


def check(engine, examples: int) -> None:
    store = engine.open()

    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
    @given(st.lists(batches, max_size=8))
    def histories_agree(history) -> None:
        agree(store, history)

    histories_agree()


@pytest.mark.parametrize(
    ("engine", "examples"), [("sqlite", 60), ("ministack", 10)], indirect=["engine"]
)
def test_any_history_of_writes_ends_as_in_a_dict(engine, examples):
    """Not on moto, which takes True for 1 in a condition."""
    check(engine, examples)


def test_names_of_attributes_are_free(store):
    for name in [*string.punctuation, "SET", "null", "$.a", "a.b[0]", "é", " "]:
        key = Key("p", name)
        store.write(Put(key, {name: 1}, when=Absent()))
        store.write(Update(key, {f"{name}!": "x"}, add={name: 1}, when=Present({name: 1})))
        assert store.get(key) == {name: 2, f"{name}!": "x", "sort": name}
