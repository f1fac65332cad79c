"""When connections have to be closed, whoever uses them.

A forked child must find none that is open: SQLite's file locks would be neither's. And a process
that ends with open ones leaves beside the file what was written last.
"""

import atexit
import os
import weakref
from multiprocessing import parent_process
from multiprocessing.util import Finalize
from typing import Protocol


class Closable(Protocol):
    def close(self) -> None: ...

    def end(self) -> None: ...

    def begin_in_child(self) -> None: ...


_open: weakref.WeakSet[Closable] = weakref.WeakSet()


def close_in_time(store: Closable) -> None:
    if parent_process() and not _open:  # such a child, as granian's workers are, knows no atexit
        Finalize(None, _at_exit, exitpriority=0)
    _open.add(store)


def _before() -> None:
    for store in list(_open):
        store.close()


def _after_in_child() -> None:
    for store in list(_open):
        store.begin_in_child()


def _at_exit() -> None:
    for store in list(_open):
        store.end()


atexit.register(_at_exit)
os.register_at_fork(before=_before, after_in_child=_after_in_child)
