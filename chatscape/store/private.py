"""Files and folders that are their owner's alone; what is there already stays as it is."""

import os
from contextlib import suppress
from pathlib import Path


def make_folder(path: Path) -> None:
    """With those that it is in."""
    missing = [folder for folder in (path, *path.parents) if not folder.exists()]
    for folder in reversed(missing):
        folder.mkdir(mode=0o700, exist_ok=True)


def make_file(path: Path) -> None:
    """An empty one; SQLite gives what it puts beside a file the file's own mode.

    One that is there is not opened: closing it would end SQLite's locks on it.
    """
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
