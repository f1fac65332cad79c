"""A forked child must find no open connection: SQLite's file locks would be neither's."""

import os
import weakref
from typing import Protocol


class Forkable(Protocol):
    def close(self) -> None: ...

    def begin_in_child(self) -> None: ...


_open: weakref.WeakSet[Forkable] = weakref.WeakSet()


def close_before_forks(store: Forkable) -> None:
    _open.add(store)


def _before() -> None:
    for store in list(_open):
        store.close()


def _after_in_child() -> None:
    for store in list(_open):
        store.begin_in_child()


os.register_at_fork(before=_before, after_in_child=_after_in_child)
