from collections.abc import Iterable, Iterator

import pytest
from pytest_django import Settings

from accounts.repository import Users
from chatscape.store.port import Store
from tests.accounts.browser import Browser
from tests.accounts.hostile_provider import CLIENT_ID, HostileProvider
from tests.provider import Provider

PATIENCE = 60  # seconds: a busy machine is no failure of the provider's


class Woken:
    """A wake that remembers whom it was told about."""

    def __init__(self) -> None:
        self.calls: list[list[str]] = []

    def notify(self, user_ids: Iterable[str]) -> None:
        self.calls.append(list(user_ids))


@pytest.fixture
def wake() -> Woken:
    return Woken()


@pytest.fixture
def users(store: Store, wake: Woken) -> Users:
    return Users(store, wake)


@pytest.fixture
def local_provider(own_store: None, provider: Provider, settings: Settings) -> None:
    """The site trusts the real local provider."""
    settings.OIDC_ISSUER = provider.issuer
    settings.OIDC_TIMEOUT = PATIENCE


@pytest.fixture
def hostile(own_store: None, settings: Settings) -> Iterator[HostileProvider]:
    """A provider that tests tell what to say, and a site that trusts it."""
    with HostileProvider() as provider:
        settings.OIDC_ISSUER = provider.issuer
        settings.OIDC_RP_CLIENT_ID = CLIENT_ID
        settings.OIDC_VERIFY_KID = True
        settings.OIDC_TIMEOUT = PATIENCE
        yield provider


@pytest.fixture
def browser(own_store: None) -> Browser:
    return Browser()
