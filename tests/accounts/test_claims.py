"""What becomes of what the provider says about somebody."""

import pytest
from pytest_django import Settings

from accounts.domain import Identity, UserId
from accounts.repository import unclaimed_account
from chatscape import wiring
from chatscape.pseudonyms import pseudonym
from tests.accounts.browser import Browser, Visitor, is_discreet, is_refused
from tests.people import Person
from tests.provider import Provider

pytestmark = pytest.mark.usefixtures("local_provider")


def test_staff_carry_the_staff_group(browser: Browser, settings: Settings) -> None:
    browser.signs_in("staff@example.com")
    user = browser.user()
    assert user is not None
    assert user.groups == {"staff"}

    settings.OIDC_STAFF_GROUP = "another-group"
    browser.signs_in("staff@example.com")
    user = browser.user()
    assert user is not None
    assert user.groups == frozenset()


@pytest.mark.parametrize("verified", [False, "false", None, 1, "yes", "True", [], {}])
def test_an_unverified_address_is_refused(
    visitor: Visitor, provider: Provider, verified: object
) -> None:
    email = "unverified@example.com"
    provider.put_claims(email, email=email, email_verified=verified)

    assert is_refused(visitor.signs_in(email), 403)
    assert visitor.is_as_before()
    assert wiring.users().id_for_email(email) is None


def test_a_provider_without_verification_is_refused(visitor: Visitor, provider: Provider) -> None:
    provider.put_claims("silent@example.com", email="silent@example.com")
    assert is_refused(visitor.signs_in("silent@example.com"), 403)
    assert visitor.is_as_before()


@pytest.mark.parametrize("address", ["", "ı@x.io", "nobody", ["a@x.io"], None])
def test_an_unusable_address_is_refused(
    visitor: Visitor, provider: Provider, address: object
) -> None:
    provider.put_claims("odd@example.com", email=address, email_verified=True)
    assert is_refused(visitor.signs_in("odd@example.com"), 403)
    assert visitor.is_as_before()


@pytest.mark.parametrize("name", [None, "", "\u202e", "a" * 1000, {"first": "Al"}, ["Al"], 7])
def test_a_name_that_will_not_do_is_replaced(
    browser: Browser, provider: Provider, name: object
) -> None:
    email = "al+chat@example.com"
    provider.put_claims(email, email=email, email_verified=True, name=name)
    browser.signs_in(email)
    user = browser.user()
    assert user is not None
    assert user.name == "al+chat"


@pytest.mark.parametrize("groups", [None, "staff", {"staff": True}, [["staff"], {"a": 1}, None], 1])
def test_groups_of_another_shape_are_no_groups(
    browser: Browser, provider: Provider, groups: object
) -> None:
    email = "ann@example.com"
    provider.put_claims(email, email=email, email_verified=True, groups=groups)
    browser.signs_in(email)
    user = browser.user()
    assert user is not None
    assert user.groups == frozenset()


@pytest.mark.parametrize("issuer", ["https://old.example", ""], ids=["elsewhere", "here"])
def test_a_registered_address_is_refused_to_a_new_subject(
    visitor: Visitor, provider: Provider, caplog: pytest.LogCaptureFixture, issuer: str
) -> None:
    """Logged without the address: at another provider, or re-registered at this one."""
    identity = Identity(issuer or provider.issuer, "1", "eve@example.com", "Eve")
    first = wiring.users().sign_in(identity)

    response = visitor.signs_in("eve@example.com")

    assert is_refused(response, 403)
    assert "release the address" in response.content.decode()
    assert visitor.is_as_before()
    assert wiring.users().id_for_email("eve@example.com") == first.id
    assert "sign_in_email_taken address=" in caplog.text
    assert is_discreet(caplog.records, visitor.secrets)


def test_an_account_in_waiting_is_claimed(browser: Browser, alice: Person) -> None:
    waiting = unclaimed_account(UserId(alice.id[::-1]), "new@example.com")
    wiring.store().write(*waiting)

    browser.signs_in("new@example.com")

    user = browser.user()
    assert user is not None
    assert user.id == alice.id[::-1]


@pytest.mark.parametrize("is_waiting", [True, False], ids=["waiting", "claimed"])
def test_a_new_address_that_another_account_has_is_logged_without_it(
    browser: Browser, provider: Provider, caplog: pytest.LogCaptureFixture, is_waiting: bool
) -> None:
    typed = f"moves-{is_waiting}@example.com"
    browser.signs_in(typed)
    ann = browser.user()
    assert ann is not None
    assert "sign_in_address_not_gained" not in caplog.text
    if is_waiting:
        wiring.store().write(*unclaimed_account(UserId(ann.id[::-1]), "new@example.com"))
    else:
        wiring.users().sign_in(Identity("https://old.example", "1", "new@example.com", "New"))
    provider.put_claims(typed, email="new@example.com", email_verified=True)

    assert browser.signs_in(typed).status_code == 302

    assert browser.user() == ann
    assert f"sign_in_address_not_gained user={pseudonym(ann.id)} address=" in caplog.text
    assert "new@example.com" not in caplog.text
