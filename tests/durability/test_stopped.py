"""A site that was stopped in an orderly way is one file."""

import shutil
from pathlib import Path

from tests.remote import RemotePerson
from tests.site import Site
from tests.store.files import is_whole, url_of
from tests.store.whole import dump

MESSAGES = 60


def test_the_one_file_of_a_stopped_site_is_the_whole_store(site: Site, tmp_path: Path) -> None:
    alice = RemotePerson(site.origin, "alice@example.com").signs_in()
    bob = RemotePerson(site.origin, "bob@example.com").signs_in()
    to_bob = alice.adds(bob.email)
    for number in range(MESSAGES):
        alice.sends(to_bob, f"number {number}").raise_for_status()

    site.stop()
    alone = Path(shutil.copy(site.data_dir / "chatscape.sqlite3", tmp_path / "alone"))

    bodies = {str(body) for item in dump(url_of(alone)).values() for _, body in item.values()}
    assert {f"number {number}" for number in range(MESSAGES)} <= bodies
    assert is_whole(alone)
    beside = (site.data_dir / f"chatscape.sqlite3-{it}" for it in ("wal", "shm"))
    assert not any(it.exists() for it in beside)
