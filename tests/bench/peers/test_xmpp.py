"""What is measured of Prosody depends on where an answer is taken to end."""

import socket

import pytest

from tests.bench.peers.xmpp import Stream

SAID = b"<stream><features/><message id='1'><body>&lt;iq/&gt;</body></message><iq id='2'/>"


@pytest.mark.parametrize("size", [1, 7, len(SAID)])
def test_an_answer_ends_where_its_stanza_does(size: int) -> None:
    here, there = socket.socketpair()
    with here, there:
        stream = Stream(here)
        for start in range(0, len(SAID), size):
            there.sendall(SAID[start : start + size])

        said = [stream.read() for _ in range(3)]

    assert [it.get("id") for it in said] == [None, "1", "2"]
    assert [it.text for it in said[1]] == ["<iq/>"]


def test_a_server_that_hangs_up_is_noticed() -> None:
    here, there = socket.socketpair()
    with here:
        there.close()

        with pytest.raises(ConnectionError):
            Stream(here).read()
