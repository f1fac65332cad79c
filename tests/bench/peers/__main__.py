"""`make bench-peers`: ChatScape beside Synapse (Matrix) and Prosody (XMPP) on this machine.

Two people, of whom one asks and sends and the other is away: nobody is connected who would have to
be told. A message counts as sent when its server has it in the history of both. Histories of so
many messages lie there before; every page is read over and over, so caches are warm everywhere.
Nothing is limited or encrypted, nobody sees who is there, no other server is spoken to, and logs
take warnings; ChatScape is as in production, with the log that it has there. Nobody waits on
purpose: all of it is what the server's processes use of the CPU, and how long the answer takes.

A write waits for the disk at ChatScape (WAL, synchronous FULL), at Synapse (the same by SQLite's
defaults) and at Prosody with SQLite (a rollback journal); Prosody's files are not synced at all.

A table for people on the way out, with ratios to ChatScape, and `var/bench/peers.json`
for programs.
"""

import argparse
import sys
import tempfile
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from tests.bench.load import Sample, sample_of
from tests.bench.peers.chatscape import chatscape
from tests.bench.peers.peer import CONNECTIONS, Connect, Peer, Start
from tests.bench.peers.prosody import FILES, SQLITE, prosody
from tests.bench.peers.synapse import synapse
from tests.bench.requests import keep_result, set_up

OURS = "ChatScape"
PEERS: dict[str, Start] = {
    OURS: chatscape,
    "Synapse": synapse,
    "Prosody, files": partial(prosody, FILES),
    "Prosody, SQLite": partial(prosody, SQLITE),
}
SIZES = (100, 1_000)
MILLISECONDS = 3_000  # of asking, for one number
AT_LEAST, AT_MOST = 100, 4_000  # times
HEADS = ("CPU ms", "/ours", "p50", "p99", "/ours")

Table = dict[str, dict[str, dict[int, Sample]]]  # operation -> peer -> connections


def main() -> None:
    arguments = argparse.ArgumentParser(prog="python -m tests.bench.peers")
    arguments.add_argument("--messages", type=int, nargs="+", default=SIZES, help="in hundreds")
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        set_up(Path(folder))
        for size in arguments.parse_args().messages:
            table = _measure(Path(folder), size)
            _print(f"{size:,} messages", table)
            found[size] = table
    keep_result("peers", found)


def _measure(folder: Path, size: int) -> Table:
    table: Table = {}
    for name, start in PEERS.items():
        with tempfile.TemporaryDirectory(dir=folder) as own, start(Path(own), size) as peer:
            for operation, connect in peer.operations.items():
                row = table.setdefault(operation, {})
                row[name] = {it: _sample(peer, connect, it) for it in CONNECTIONS}
    return table


def _sample(peer: Peer, connect: Connect, connections: int) -> Sample:
    with ExitStack() as stack:
        acts = [stack.enter_context(connect()) for _ in range(connections)]
        first = sample_of(peer.server, *acts, times=AT_LEAST // 5)
        times = int(MILLISECONDS * connections / first.p50)
        return sample_of(peer.server, *acts, times=max(AT_LEAST, min(times, AT_MOST)))


def _print(title: str, table: Table) -> None:
    out = sys.stdout.write
    for connections in CONNECTIONS:
        head = f"{title}, {connections} at once" if connections > 1 else title
        out(f"\n{head:44}" + "".join(f"{it:>9}" for it in HEADS) + "\n")
        for operation, row in table.items():
            ours = table[operation.partition(",")[0]][OURS][connections]
            for name, samples in row.items():
                it = samples[connections]
                numbers = (it.cpu / ours.cpu, it.p50, it.p99, it.p99 / ours.p99)
                cells = (f"{it.cpu:.2f}", *(f"{number:.1f}" for number in numbers))
                out(f"{f'{operation}: {name}':44}" + "".join(f"{it:>9}" for it in cells) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
