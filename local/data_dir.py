"""The folder that a local copy keeps its data and its keys in."""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile


def prepared(path: Path) -> Path:
    """The folder, made where it is missing, for its owner's eyes only."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path.resolve()


def kept(path: Path, make: Callable[[], bytes]) -> bytes:
    """What is in the file, made on its first use and never again, readable by its owner only."""
    if not path.exists():
        with NamedTemporaryFile(dir=path.parent) as draft:
            draft.write(make())
            draft.flush()
            os.fsync(draft.fileno())
            with suppress(FileExistsError):  # somebody was faster: theirs counts
                os.link(draft.name, path)
    return path.read_bytes()
