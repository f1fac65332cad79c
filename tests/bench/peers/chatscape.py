"""ChatScape: as `make bench` has it, on SQLite, but with two people and one more in each list."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import repeat
from pathlib import Path
from urllib.parse import urlencode

from tests.bench.peers.peer import IDLE, PAGE, SEND, Peer, over_http
from tests.bench.requests import SITE
from tests.bench.servers import server
from tests.engines import Engine

CONTACTS = 2


@contextmanager
def chatscape(folder: Path, messages: int) -> Iterator[Peer]:
    from tests.bench.operations import fill, metered
    from tests.bench.visits import Act, browser_of

    engine, port = Engine("sqlite", f"{folder}/store.sqlite3"), int(os.environ["PORT"])
    store = engine.open()
    with (
        metered(store) as meter,
        server(SITE, port, folder, {"CHATSCAPE_STORE": engine.url}, "/healthz") as site,
    ):
        hall = fill(meter, store, messages, CONTACTS)
        alice, chat = hall.alice, f"/chats/{hall.bob.id}/messages/"
        browser = browser_of(alice, port)
        version = alice.user.inbox_version
        idle = {"version": version, "user": alice.id, "contact": hall.bob.id, "after": messages}
        acts: dict[str, Act] = {
            IDLE: browser.gets(f"/updates/?{urlencode(idle)}", expected=204, htmx=True),
            PAGE: browser.gets(f"{chat}?before={messages + 1}", htmx=True),
            SEND: browser.sends(chat),
        }
        yield Peer(site, {name: over_http(port, repeat(act)) for name, act in acts.items()})
