"""As much of a Matrix client as is measured.

An idle poll is a `/sync` that does not wait. Every connection is a device of its own, since Synapse
answers one device's same question once, where it asks it twice at the same time.
"""

from collections.abc import Callable, Mapping
from contextlib import closing
from itertools import count, cycle, repeat
from json import dumps
from typing import Any
from urllib.parse import urlencode

import requests

from tests.bench.load import TEXT, Asking, Request
from tests.bench.peers.peer import (
    ALICE,
    BOB,
    CONNECTIONS,
    IDLE,
    ON_A_PAGE,
    PAGE,
    PEOPLE,
    SEND,
    Connect,
    over_http,
)

API = "/_matrix/client/v3"


def fill(port: int, messages: int) -> str:
    """The room of the two; each sends every other message. Its id."""
    tokens = [_sign_in(port, name) for name in PEOPLE]
    invited = {"preset": "trusted_private_chat", "is_direct": True, "invite": [f"@{BOB}:localhost"]}
    room: str = _call(port, "POST", "/createRoom", tokens[0], invited)["room_id"]
    _call(port, "POST", f"/rooms/{room}/join", tokens[1], {})
    sends = cycle([_sends(room, token) for token in tokens])
    with closing(Asking(port, lambda: next(sends)())) as asking:
        for _ in range(messages):
            asking()
    return room


def operations(port: int, room: str) -> Mapping[str, Connect]:
    """Alice's, over connections from one of her devices after the other."""
    tokens = [_sign_in(port, ALICE) for _ in range(max(CONNECTIONS))]
    now = _call(port, "GET", "/sync", tokens[0])["next_batch"]
    idle = f"/sync?{urlencode({'since': now, 'timeout': 0})}"
    page = f"/rooms/{room}/messages?dir=b&limit={ON_A_PAGE}"
    assert _call(port, "GET", idle, tokens[0])["next_batch"] == now
    assert len(_call(port, "GET", page, tokens[0])["chunk"]) == ON_A_PAGE
    return {
        IDLE: over_http(port, cycle([_gets(idle, token) for token in tokens])),
        PAGE: over_http(port, cycle([_gets(page, token) for token in tokens])),
        SEND: over_http(port, cycle([_sends(room, token) for token in tokens])),
    }


def _gets(path: str, token: str) -> Callable[[], Request]:
    return repeat(Request(API + path, headers=_headers(token))).__next__


def _sends(room: str, token: str) -> Callable[[], Request]:
    path, body = f"{API}/rooms/{room}/send/m.room.message", {"msgtype": "m.text", "body": TEXT}
    return (
        Request(f"{path}/{number}", "PUT", dumps(body), _headers(token)) for number in count()
    ).__next__


def _sign_in(port: int, name: str) -> str:
    """On another device of theirs. Its token."""
    user = {"type": "m.id.user", "user": name}
    asked = {"type": "m.login.password", "identifier": user, "password": name}
    token: str = _call(port, "POST", "/login", "", asked)["access_token"]
    return token


def _call(
    port: int, method: str, path: str, token: str, body: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    address = f"http://localhost:{port}{API}{path}"
    answer = requests.request(method, address, json=body, headers=_headers(token), timeout=60)
    answer.raise_for_status()
    found: dict[str, Any] = answer.json()
    return found


def _headers(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"} if token else {}
