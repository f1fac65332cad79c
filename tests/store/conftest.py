from pathlib import Path

import pytest


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Of a SQLite store that nobody has made yet."""
    return tmp_path / "chatscape.sqlite3"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Of its backup."""
    return tmp_path / "copy"
