"""`make container-test`: it installs what is shipped, so that plain `make test` leaves it out."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.container.image import Image


@pytest.fixture(scope="session")
def image() -> Iterator[Image]:
    """Built once, and not to be written to by anybody."""
    with TemporaryDirectory() as folder:
        root = Path(folder)
        root.chmod(0o755)  # for the user of the image
        image = Image(root)
        image.build()
        yield image
        image.unlock()
