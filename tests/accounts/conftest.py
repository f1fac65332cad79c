from collections.abc import Iterator

import pytest
from pytest_django import Settings

from tests.accounts.browser import Browser
from tests.accounts.hostile_provider import CLIENT_ID, HostileProvider

PATIENCE = 60  # seconds: a busy machine is no failure of the provider's


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
