"""A running site is backed up, loses its disk, and goes on from the copy."""

import threading
from pathlib import Path

from tests import managing
from tests.durability.test_killed import Writer, wait_for_progress
from tests.remote import RemotePerson
from tests.site import Site


def test_a_site_goes_on_from_a_backup_that_was_taken_while_it_was_busy(
    site: Site, tmp_path: Path
) -> None:
    """Every message acknowledged before the backup is there, once and under its number."""
    stop, copy = threading.Event(), tmp_path / "copy"
    store = f"sqlite:///{site.data_dir / 'chatscape.sqlite3'}"
    alice = RemotePerson(site.origin, "alice@example.com").signs_in()
    bob = RemotePerson(site.origin, "bob@example.com").signs_in()
    to_bob, to_alice = alice.adds(bob.email), bob.adds(alice.email)
    writers = [Writer(alice, to_bob, stop), Writer(bob, to_alice, stop)]
    for writer in writers:
        writer.start()
    wait_for_progress(writers)
    safe = [list(writer.acknowledged) for writer in writers]
    backup = managing.run("backup", str(copy), store=store)
    wait_for_progress(writers)
    stop.set()
    for writer in writers:
        writer.join()
    site.stop()
    for file in site.data_dir.glob("chatscape.sqlite3*"):
        file.unlink()

    restore = managing.run("restore", str(copy), store=store)
    site.start()
    site.wait_until_it_answers()
    found = alice.reads_everything(to_bob)
    sent = alice.sends(to_bob, "and on")

    assert (backup[0], restore[0], sent.status_code) == (0, 0, 200), f"{backup} {restore}"
    assert [writer.refused for writer in writers] == [[], []]
    assert alice.reads_everything(to_bob)[: len(found)] == found
    assert [number for number, _, _ in found] == list(range(1, len(found) + 1))
    for writer, before in zip(writers, safe, strict=True):
        own = [body for _, _, body in found if body.startswith(writer.person.email)]
        assert own[: len(before)] == before
        assert own == writer.acknowledged[: len(own)]
