"""docs/keys.md against what the site really writes, and the sizes it promises."""

import json
import re
import sqlite3
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
from pytest_django import Settings

from accounts.domain import FOREVER, MAX_REVOKED
from chatscape import wiring
from chatscape.settings import MAX_LIMIT
from chatscape.store.port import Key
from chatscape.store.size import item_bytes
from moderation.domain import Category
from moderation.services import report_id
from notifications.vapid import new_private_key
from tests.moderation.staff import decides
from tests.notifications.gadget import Gadget
from tests.people import Person, friends

DOCUMENT = Path(__file__).parent.parent / "docs" / "keys.md"
ROW = re.compile(
    r"^\| `(?P<partition>[^`]+)` \| `(?P<sort>[^`]+)` \| (?P<attributes>[^|]+) \|", re.M
)
FAMILY = "\N{MAN}\u200d\N{WOMAN}\u200d\N{GIRL}\u200d\N{BOY}"  # one grapheme, 25 bytes
PLACEHOLDER = re.compile(r"<[^>]+>")


@dataclass(frozen=True)
class Row:
    partition: re.Pattern[str]
    sort: re.Pattern[str]
    attributes: frozenset[str]


def pattern(documented: str) -> re.Pattern[str]:
    fixed = PLACEHOLDER.split(documented)
    return re.compile("[^#]+".join(re.escape(part) for part in fixed))


def documented() -> list[Row]:
    return [
        Row(
            pattern(row["partition"]),
            pattern(row["sort"]),
            frozenset(row["attributes"].strip().split(", ")),
        )
        for row in ROW.finditer(DOCUMENT.read_text())
    ]


def stored(folder: Path) -> list[tuple[str, str, dict[str, object]]]:
    with sqlite3.connect(folder / "chatscape.sqlite3") as connection:
        found = connection.execute("SELECT partition, sort, item FROM items").fetchall()
    connection.close()
    return [(partition, sort, json.loads(item)) for partition, sort, item in found]


@pytest.fixture
def busy_site(
    alice: Person, bob: Person, mallory: Person, tmp_path: Path, settings: Settings
) -> Path:
    """A site on which everything that can be stored was stored."""
    settings.VAPID_PRIVATE_KEY, settings.CHATSCAPE_PUSH = new_private_key(), "stream"
    wiring.application.cache_clear()
    Gadget().subscribes(bob)
    friends(alice, bob)
    alice.post("/contacts/", name="Carol", email="carol@example.com")
    wiring.sign_ins().count("0" * 16, time.time())
    alice.sends(bob, "hello")
    bob.marks_read(alice, 1)
    mallory.adds(bob)
    bob_row = mallory.sends(bob, "let me in")
    assert bob_row
    bob.blocks(mallory)
    mallory.sends(bob, "please")
    for text in ("buy this", "buy that"):
        seq = alice.sends(bob, text)
        assert bob.reports(alice, seq, category="spam").status_code == 303
    kim = Person("Kim", roles=frozenset({"moderator"}))
    decides(kim, report_id(bob.id, alice.id, [seq]), "warn")
    return tmp_path


def test_every_stored_item_is_in_the_table(busy_site: Path) -> None:
    table = documented()

    for partition, sort, item in stored(busy_site):
        rows = [r for r in table if r.partition.fullmatch(partition) and r.sort.fullmatch(sort)]
        rows = [r for r in rows if r.sort.pattern == sort] or rows  # a word before a placeholder
        assert len(rows) == 1, f"{partition} {sort}"
        assert set(item) == rows[0].attributes, f"{partition} {sort}"


def test_every_row_of_the_table_is_stored(busy_site: Path) -> None:
    items = stored(busy_site)

    for row in documented():
        assert any(
            row.partition.fullmatch(partition) and row.sort.fullmatch(sort)
            for partition, sort, _ in items
        ), row.partition.pattern


def test_the_largest_row_and_profile_stay_under_a_kilobyte(alice: Person, tmp_path: Path) -> None:
    name = FAMILY * 13
    email = f"{'l' * 64}@{'d' * 60}.{'d' * 60}.{'d' * 59}.example"
    assert (len(name.encode()), len(email)) == (325, 254)
    assert alice.post("/contacts/", name=name, email=email).status_code == 200
    (contact,) = alice.rows()
    data = {"body": "\N{GRINNING FACE}" * 100, "client_id": "0" * 8 + "-0000-0000-0000-" + "0" * 12}
    assert alice.post(f"/chats/{contact}/messages/", **data).status_code == 200

    for partition, sort, item in stored(tmp_path):
        if partition.startswith(("user#", "contacts#")):
            assert item_bytes(Key(partition, sort), item) <= 1024, f"{partition} {sort}"


def test_the_largest_profile_stays_under_a_kilobyte(alice: Person, tmp_path: Path) -> None:
    (profile,) = (item for place, sort, item in stored(tmp_path) if sort == "profile")
    largest = profile | {
        "email": "l" * 254,
        "name": FAMILY * 13,
        "inbox_version": 2**53,
        "epoch": 2**31,
        "revoked": " ".join(["0" * 8 + ":99999"] * MAX_REVOKED),
        "suspended_until": FOREVER,
        "groups": "moderator staff",
        "contact_count": 500,
        "spent": " ".join(f"{code}:{2**32 - 1:x}:{MAX_LIMIT}" for code in "mcrtp"),
        "warning": max(Category, key=len).value,
        "answered": True,
    }

    assert largest.keys() == profile.keys()
    assert item_bytes(Key(f"user#{alice.id}", "profile"), largest) <= 1024
