"""SECURITY.md names tests that exist, and the controls that `make prove` takes away."""

import re

from tests.controls import CONTROLS
from tests.proof import ROOT

DOCUMENT = (ROOT / "SECURITY.md").read_text()


def test_every_test_that_is_named_exists() -> None:
    named = re.findall(r"`(tests/[a-z_/]+\.py)`", DOCUMENT)

    assert len(named) > 30
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_every_control_that_is_proved_is_named_beside_its_test() -> None:
    for control in CONTROLS:
        rows = [row for row in DOCUMENT.splitlines() if f"**{control.name}**" in row]
        assert rows, control.name
        assert control.test.partition("::")[0] in "\n".join(rows), control.name


def test_no_control_is_named_in_bold_that_is_not_proved() -> None:
    rows = [row for row in DOCUMENT.splitlines() if row.startswith("|")]
    bold = {name for row in rows for name in re.findall(r"\*\*([^*]+)\*\*", row)}

    assert bold == {control.name for control in CONTROLS}


def test_the_source_still_has_what_would_be_taken_away() -> None:
    for control in CONTROLS:
        assert (ROOT / control.file).read_text().count(control.line) == 1, control.name
