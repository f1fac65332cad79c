from collections.abc import Iterator

import pytest

from chatscape.rendered import _rendered
from tests.provider import Provider, running_provider

pytest_plugins = [
    *("tests.browser.traveller", "tests.collected", "tests.engines", "tests.faulty_proxy"),
    "tests.people",
]


@pytest.fixture(autouse=True)
def _no_piece_is_kept() -> None:
    """Of what another test had rendered, under other settings perhaps."""
    _rendered.cache_clear()


@pytest.fixture(scope="session")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Provider]:
    """The local OpenID provider, over real HTTP."""
    with running_provider(tmp_path_factory.mktemp("provider")) as provider:
        yield provider
