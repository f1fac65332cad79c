"""What is shipped is pinned, hashed and under licences that let anybody use it."""

import re

import pytest

from tests.licences import PINNED, ROOT, page, shipped

LOCKS = sorted(path.name for path in ROOT.glob("requirements*.txt"))
FREE = re.compile(r"MIT|BSD|Apache|MPL|Mozilla Public License|ISC|Unlicense|PSF|Python Software")


@pytest.mark.parametrize("name", LOCKS)
def test_everything_is_pinned_with_a_hash(name: str) -> None:
    lock = (ROOT / name).read_text()
    entries = re.split(r"\n(?=[a-z])", lock, flags=re.IGNORECASE)
    packages = [entry for entry in entries if PINNED.match(entry)]

    assert len(packages) > 20
    assert len(packages) == len([it for it in entries if it.strip() and not it.startswith("#")])
    assert all("--hash=sha256:" in entry for entry in packages)


def test_what_is_tested_is_what_is_shipped() -> None:
    tested = dict(PINNED.findall((ROOT / "requirements-dev.txt").read_text()))

    for name, version in PINNED.findall((ROOT / "requirements.txt").read_text()):
        assert tested.get(name, version) == version, name


def test_the_licences_are_listed_and_free() -> None:
    listed = (ROOT / "docs" / "licences.md").read_text()

    assert listed == page()
    _head, *found = re.findall(r"^\| ([a-z0-9-]+) \| ([^|]+) \|$", listed, re.MULTILINE)
    rows = dict(found)
    assert set(shipped()) - rows.keys() <= {"tzdata"}  # that one is for Windows
    assert all(FREE.search(licence) for licence in rows.values())
