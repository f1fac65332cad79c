"""The server is killed in the middle of everything: what was acknowledged is there, once."""

import threading
from pathlib import Path
from uuid import uuid4

import requests

from tests.remote import RemotePerson
from tests.site import local_site

KILLS = 50


class Writer(threading.Thread):
    """Sends numbered texts, each until it is acknowledged, as an outbox would."""

    def __init__(self, person: RemotePerson, contact: str, stop: threading.Event) -> None:
        super().__init__()
        self.person = person
        self.contact = contact
        self.stop = stop
        self.acknowledged: list[str] = []
        self.refused: list[int] = []

    def run(self) -> None:
        while not self.stop.is_set():
            self._send_until_acknowledged(f"{self.person.email} {len(self.acknowledged)}")

    def _send_until_acknowledged(self, body: str) -> None:
        client_id = str(uuid4())
        while True:
            try:
                status = self.person.sends(self.contact, body, client_id).status_code
            except requests.RequestException:
                self.stop.wait(0.01)
                continue
            if status == 200:
                self.acknowledged.append(body)
                return
            if status != 503:
                self.refused.append(status)
                return


def test_fifty_kills_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    stop = threading.Event()
    with local_site(tmp_path) as site:
        alice = RemotePerson(site.origin, "alice@example.com").signs_in()
        bob = RemotePerson(site.origin, "bob@example.com").signs_in()
        to_bob, to_alice = alice.adds(bob.email), bob.adds(alice.email)
        writers = [Writer(alice, to_bob, stop), Writer(bob, to_alice, stop)]
        for writer in writers:
            writer.start()
        for _ in range(KILLS):
            site.kill()
            site.start()
            site.wait_until_it_answers()
            wait_for_progress(writers)
        stop.set()
        for writer in writers:
            writer.join()

        seen_by_alice = alice.reads_everything(to_bob)
        seen_by_bob = bob.reads_everything(to_alice)

    assert [w.refused for w in writers] == [[], []]
    bodies = [body for _, _, body in seen_by_alice]
    assert [(n, body) for n, _, body in seen_by_alice] == [(n, b) for n, _, b in seen_by_bob]
    assert [n for n, _, _ in seen_by_alice] == list(range(1, len(bodies) + 1))
    for writer in writers:
        mine = [body for body in bodies if body.startswith(writer.person.email)]
        assert mine == writer.acknowledged


def wait_for_progress(writers: list[Writer]) -> None:
    """Until both people got something through since the server came back."""
    before = [len(writer.acknowledged) for writer in writers]
    while any(
        len(writer.acknowledged) < count + 2 and writer.is_alive()
        for writer, count in zip(writers, before, strict=True)
    ):
        threading.Event().wait(0.005)
