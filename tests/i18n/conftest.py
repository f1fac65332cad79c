from collections.abc import Iterator

import pytest
from django.utils.translation import deactivate


@pytest.fixture(autouse=True)
def no_language_left() -> Iterator[None]:
    """A thread keeps the language of its last request, which other tests would be in, too."""
    yield
    deactivate()
