"""A site whose file is damaged does not start, and says why."""

from pathlib import Path

import pytest

from tests.site import local_site


def test_a_damaged_file_is_refused_at_the_start(tmp_path: Path) -> None:
    (tmp_path / "chatscape.sqlite3").write_bytes(b"this is no database" * 1000)

    with pytest.raises(RuntimeError, match="is damaged or no SQLite file"), local_site(tmp_path):
        pass
