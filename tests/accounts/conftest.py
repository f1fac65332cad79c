from collections.abc import Iterable, Iterator

import pytest
from pytest_django import Settings

from accounts import provider, tokens
from accounts.repository import Users
from chatscape.store.port import Store
from tests.accounts import cognito as cognito_shape
from tests.accounts.browser import Browser, Visitor
from tests.accounts.hostile_provider import CLIENT_ID, HostileProvider
from tests.people import HTMX, Person
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
def nothing_told() -> None:
    """A provider of another test may have had the same port."""
    provider._discovery.cache_clear()
    tokens.signing_keys.cache_clear()


@pytest.fixture
def hostile(nothing_told: None, own_store: None, settings: Settings) -> Iterator[HostileProvider]:
    """A provider that tests tell what to say, and a site that trusts it."""
    with HostileProvider() as hostile:
        settings.OIDC_ISSUER = hostile.issuer
        settings.OIDC_RP_CLIENT_ID = CLIENT_ID
        settings.OIDC_VERIFY_KID = True
        settings.OIDC_TIMEOUT = PATIENCE
        yield hostile


@pytest.fixture
def cognito(
    nothing_told: None, own_store: None, settings: Settings
) -> Iterator[cognito_shape.Cognito]:
    """A site that trusts it, set as it would be on Amazon's servers."""
    with cognito_shape.Cognito(settings.CHATSCAPE_ORIGIN) as cognito:
        settings.OIDC_ISSUER = cognito.issuer
        settings.OIDC_RP_CLIENT_ID = cognito_shape.CLIENT_ID
        settings.OIDC_RP_CLIENT_SECRET = cognito_shape.CLIENT_SECRET
        settings.OIDC_LOGOUT_URL = cognito.sign_out_address
        settings.OIDC_VERIFY_KID = True
        settings.OIDC_TIMEOUT = PATIENCE
        yield cognito


@pytest.fixture
def browser(own_store: None) -> Browser:
    return Browser()


@pytest.fixture(params=["nobody", "nobody-htmx", "bob", "bob-htmx"])
def visitor(request: pytest.FixtureRequest, own_store: None) -> Visitor:
    """Who must be neither signed in nor out, asking for a page or as htmx does."""
    who, _, shape = request.param.partition("-")
    client = Person("Bob").browser if who == "bob" else None
    return Visitor(client, HTMX if shape else {})
