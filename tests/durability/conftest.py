from collections.abc import Iterator

import pytest

from tests.site import Site, local_site


@pytest.fixture
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The real site with its two workers, on a file of its own."""
    with local_site(tmp_path_factory.mktemp("site")) as site:
        yield site
