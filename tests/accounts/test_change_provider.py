"""manage.py change_provider: the same people come from another issuer."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from accounts.domain import Identity
from accounts.repository import person_at, profile_key, unclaimed_account
from chatscape import wiring
from chatscape.store.port import Key
from tests.accounts.browser import Browser, is_refused
from tests.engines import Engine
from tests.people import Person, friends

OLD, NEW = "https://old.example.com", "https://new.example.com"
MANY = 130  # more than a page of a walk


def says(*arguments: str) -> str:
    said = StringIO()
    call_command("change_provider", *arguments, stdout=said)
    return said.getvalue()


def came_from(issuer: str, number: int) -> Identity:
    name = f"person-{number}"
    return Identity(issuer, f"{issuer}-{number}", f"{name}@example.com", name)


def test_everybody_gets_their_account_from_another_provider(
    engine: Engine, application_over: wiring.Application, settings: Settings
) -> None:
    settings.CHATSCAPE_STORE = engine.url
    users = wiring.users()
    before = [users.sign_in(came_from(OLD, number)) for number in range(MANY)]
    application_over.store.write(*unclaimed_account(before[0].id[::-1], "waits@example.com"))

    told = "Accounts that wait for a sign-in with their address now: {}.\n"
    assert says("--no-input") == told.format(MANY)
    assert says("--no-input") == told.format(0)

    after = [users.sign_in(came_from(NEW, number)) for number in range(MANY)]
    assert after == before
    assert says("--no-input") == told.format(MANY)
    assert [users.sign_in(came_from(NEW, number)).id for number in range(MANY)] == [
        person.id for person in before
    ]


@pytest.mark.usefixtures("local_provider")
def test_somebody_is_back_with_all_conversations(
    browser: Browser, alice: Person, bob: Person
) -> None:
    """Both first came from elsewhere; the site now trusts the local provider."""
    friends(alice, bob)
    bob.sends(alice, "See you there")
    assert is_refused(browser.signs_in(alice.email), 403)

    says("--no-input")
    assert browser.signs_in(alice.email).status_code == 302

    assert browser.user() == alice.user
    page = browser.client.get(f"/chats/{bob.id}/").content.decode()
    assert "See you there" in page
    assert alice.get("/chats/").status_code == 200  # their session of before


@pytest.mark.parametrize("answer", ["no", "", "y"])
def test_nothing_happens_without_a_yes(
    own_store: None, monkeypatch: pytest.MonkeyPatch, settings: Settings, answer: str
) -> None:
    person = wiring.users().sign_in(came_from(OLD, 1))
    asked: list[str] = []
    monkeypatch.setattr("builtins.input", lambda question: asked.append(question) or answer)

    with pytest.raises(CommandError, match=r"Nothing was changed\."):
        says()

    assert settings.OIDC_ISSUER in asked[0]
    assert wiring.users().find(person.id) == person

    monkeypatch.setattr("builtins.input", lambda _question: "yes")
    assert says().endswith(": 1.\n")


@pytest.mark.parametrize(
    "key",
    [
        Key("user#1", "another"),
        Key("email#1", "profile"),
        Key("staff#user#1", "profile"),
        Key("1", "profile"),
    ],
)
def test_only_a_profile_is_somebodys(key: Key) -> None:
    assert person_at(key) is None
    assert person_at(profile_key("1")) == "1"
