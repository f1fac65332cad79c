"""How long a conditional write is tried again."""

from itertools import islice

import pytest

from chatscape.store import attempts as module
from chatscape.store.attempts import MOST, attempts


def test_a_condition_that_never_holds_comes_to_an_end() -> None:
    assert len(list(islice(attempts(), 10 * MOST))) == MOST


def test_nothing_is_tried_again_once_the_patience_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PATIENCE", -1.0)

    assert list(attempts()) == []
