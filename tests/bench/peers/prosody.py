"""Prosody: Debian's, once with files and once with SQLite, and an archive of every message.

An idle client of XMPP asks nothing: it is told. What it says to stay connected is a ping, the
least that can be asked. Asking whether there is anything new, as the site's poll does, is a query
of the archive for what came after the last message, and has a line of its own.
"""

import os
import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from string import Template
from subprocess import run
from sysconfig import get_config_var

from tests.bench.load import TEXT
from tests.bench.peers.install import PROSODY
from tests.bench.peers.peer import (
    ALICE,
    BOB,
    IDLE,
    ON_A_PAGE,
    PAGE,
    PEOPLE,
    SEND,
    Act,
    Connect,
    Peer,
)
from tests.bench.peers.xmpp import HOST, Client
from tests.bench.servers import running
from tests.site import free_port

AT_ONCE = 50  # messages, while a history is filled in
NEWEST = f"<max>{ON_A_PAGE}</max><before/>"
FILES = 'storage = "internal"'
SQLITE = 'storage = "sql"; sql = { driver = "SQLite3"; database = "$folder/prosody.sqlite" }'
SHARED = PROSODY / "usr" / "share" / "lua" / "5.4"
LIBRARIES = PROSODY / "usr" / "lib" / str(get_config_var("MULTIARCH"))
LUA = {
    "LUA_PATH": f"{SHARED}/?.lua;{SHARED}/?/init.lua;;",  # ;; are the usual ones
    "LUA_CPATH": f"{LIBRARIES}/lua/5.4/?.so;;",
    "LD_LIBRARY_PATH": str(LIBRARIES),
}
# Of Debian's modules those for talking, without limits, TLS and other servers. The archive holds
# messages for those who are away, so they are not stored a third time (offline). With Nagle's
# algorithm a page would wait for TCP's delayed acknowledgement, 40 ms.
SETTINGS = f"""
run_as_root = true
pidfile = "$folder/prosody.pid"
data_path = "$folder"
log = {{ warn = "*console" }}
network_backend = "epoll"
network_settings = {{ nagle = false }}
interfaces = {{ "127.0.0.1" }}
c2s_ports = {{ $port }}
c2s_require_encryption = false
allow_unencrypted_plain_auth = true
modules_enabled = {{
    "disco"; "roster"; "saslauth"; "blocklist"; "bookmarks"; "carbons"; "pep"; "private"; "smacks";
    "vcard4"; "vcard_legacy"; "csi_simple"; "ping"; "mam"
}}
modules_disabled = {{ "offline"; "s2s"; "s2s_auth_certs" }}
archive_expires_after = "never"
storage_archive_item_limit = 1000000
VirtualHost "{HOST}"
"""


@contextmanager
def prosody(storage: str, folder: Path, messages: int) -> Iterator[Peer]:
    port, config = free_port(), folder / "prosody.cfg.lua"
    settings = Template(f"{storage}\n{SETTINGS}")
    config.write_text(settings.substitute(folder=folder, port=port))
    control = [*_command("prosodyctl", folder), "--config", str(config)]
    for name in PEOPLE:
        register = [*control, "register", name, HOST, name]
        run(register, check=True, capture_output=True, env=os.environ | LUA)
    command = [*_command("prosody", folder), "--config", str(config), "-F"]
    with running(command, port, folder, LUA, lambda: _listens(port)) as server:
        _fill(port, messages)
        yield Peer(server, _operations(port))


def _command(name: str, folder: Path) -> list[str]:
    """A script that finds the rest where it was unpacked."""
    script = folder / name
    text = (PROSODY / "usr" / "bin" / name).read_text()
    script.write_text(text.replace("'/usr/lib/prosody", f"'{PROSODY}/usr/lib/prosody"))
    return [f"{PROSODY}/usr/bin/lua5.4", str(script)]


def _listens(port: int) -> bool:
    try:
        socket.create_connection((HOST, port), timeout=1).close()
    except OSError:
        return False
    return True


def _fill(port: int, messages: int) -> None:
    """Rounded up to hundreds; the two take turns."""
    with Client(port, ALICE) as alice, Client(port, BOB) as bob:
        for one in (alice, bob):
            one.acknowledges()
        for _ in range(0, messages, 2 * AT_ONCE):
            alice.sends(BOB, TEXT, AT_ONCE)
            bob.sends(ALICE, TEXT, AT_ONCE)


def _operations(port: int) -> Mapping[str, Connect]:
    """Alice's, each connection with a session of its own."""
    with Client(port, ALICE) as alice:
        newest = alice.reads(BOB, NEWEST)
        assert len(newest) == ON_A_PAGE
    after = f"<max>{ON_A_PAGE}</max><after>{newest[-1]}</after>"
    acts: dict[str, Callable[[Client], object]] = {
        IDLE: Client.pings,
        f"{IDLE}, of the archive": lambda alice: alice.reads(BOB, after),
        PAGE: lambda alice: alice.reads(BOB, NEWEST),
        SEND: lambda alice: alice.sends(BOB, TEXT),
    }
    return {name: partial(_connected, port, act, name == SEND) for name, act in acts.items()}


@contextmanager
def _connected(port: int, act: Callable[[Client], object], is_acknowledged: bool) -> Iterator[Act]:
    with Client(port, ALICE) as alice:
        if is_acknowledged:
            alice.acknowledges()
        yield lambda: act(alice)
