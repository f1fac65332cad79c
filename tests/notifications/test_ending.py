"""A device belongs to the session that asked for it, and ends with it."""

from pytest_django import Settings

from accounts.session import Session
from chatscape import wiring
from chatscape.store.port import EXPIRES_AT, Key
from notifications.domain import MAX_DEVICES
from tests.accounts.browser import Browser
from tests.accounts.conftest import PATIENCE
from tests.accounts.cookies import payload
from tests.people import Person
from tests.provider import Provider

from .gadget import Gadget, of


def test_it_lives_as_long_as_its_session(alice: Person) -> None:
    phone = Gadget()
    phone.subscribes(alice)

    session = Session.read(payload(alice.browser))
    item = wiring.store().get(Key(f"push#{alice.id}", phone.id))

    assert session
    assert item
    assert item[EXPIRES_AT] == session.until
    assert (item["sid"], item["epoch"]) == (session.sid, session.epoch)


def test_a_new_session_takes_over_what_its_browser_had(alice: Person) -> None:
    phone = Gadget()
    phone.subscribes(alice)
    first = of(alice).devices[0]
    laptop = alice.new_browser()

    phone.subscribes(alice, laptop)

    (device,) = of(alice).devices
    assert device.sid != first.sid
    assert device.created_at == first.created_at
    alice.browser.post("/oidc/logout/")
    assert of(alice).devices == (device,)


def test_signing_out_removes_what_that_session_asked_for(alice: Person) -> None:
    phone, laptop, browser = Gadget(), Gadget(), alice.new_browser()
    phone.subscribes(alice)
    laptop.subscribes(alice, browser)

    alice.browser.post("/oidc/logout/")

    assert wiring.store().get(Key(f"push#{alice.id}", phone.id)) is None
    assert [it.id for it in of(alice).devices] == [laptop.id]


def test_signing_out_everywhere_ends_all_and_makes_room(alice: Person) -> None:
    for _ in range(MAX_DEVICES):
        Gadget().subscribes(alice)
    alice.browser.post("/account/sign-out-everywhere/")
    alice.browser = alice.new_browser()
    phone = Gadget()

    assert of(alice).devices == ()
    assert phone.subscribes(alice).status_code == 200

    everything = wiring.notifications().devices.all(alice.id)
    assert [it.id for it in everything.devices] == [phone.id]


def test_whoever_signs_in_here_ends_what_another_was_told_here(
    provider: Provider, settings: Settings, alice: Person
) -> None:
    """The session in the browser is replaced: what it had asked for goes with it."""
    settings.OIDC_ISSUER, settings.OIDC_TIMEOUT = provider.issuer, PATIENCE
    phone, browser = Gadget(), Browser(alice.browser)
    phone.subscribes(alice)

    browser.signs_in("zoe@example.com")

    user = browser.user()
    assert user
    assert user.email == "zoe@example.com"
    assert of(alice).devices == ()
