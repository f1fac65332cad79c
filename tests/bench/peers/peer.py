"""What is asked of every server alike, by the same two people."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass

from tests.bench.load import Asking, Request
from tests.bench.servers import Server

IDLE, PAGE, SEND = "idle poll", "newest page of 40", "send"
ON_A_PAGE = 40
PEOPLE = ALICE, BOB = "alice", "bob"  # their passwords as well
CONNECTIONS = (1, 8)

Act = Callable[[], object]
Connect = Callable[[], AbstractContextManager[Act]]


@dataclass(frozen=True)
class Peer:
    """A server with a history, and for each operation what opens a connection to do it over."""

    server: Server
    operations: Mapping[str, Connect]


Start = Callable[..., AbstractContextManager[Peer]]  # of a folder, and so many messages


def over_http(port: int, requests: Iterator[Callable[[], Request]]) -> Connect:
    """Each connection asks for the next of them, again and again."""
    return lambda: closing(Asking(port, next(requests)))
