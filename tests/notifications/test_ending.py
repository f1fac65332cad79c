"""A device belongs to the session that asked for it, and ends with it."""

from pytest_django import Settings

from accounts.session import Session
from chatscape import wiring
from chatscape.store.port import EXPIRES_AT, Key
from notifications.domain import MAX_DEVICES, RENEWABLE
from tests.accounts.browser import Browser
from tests.accounts.conftest import PATIENCE
from tests.accounts.cookies import payload
from tests.people import Person, friends
from tests.provider import Provider

from .conftest import House
from .gadget import Gadget, of


def everything(person: Person) -> list[str]:
    """Also what has lost its session: the ids, oldest first."""
    return [it.id for it in wiring.notifications().devices.all(person.id).devices]


def ends_all(person: Person) -> None:
    """Every session; the browser has a new one."""
    person.browser.post("/account/sign-out-everywhere/")
    person.browser = person.new_browser()


def test_it_lives_as_long_as_its_session_and_can_be_renewed_for_a_while(alice: Person) -> None:
    phone = Gadget()
    phone.subscribes(alice)

    session = Session.read(payload(alice.browser))
    item = wiring.store().get(Key(f"push#{alice.id}", phone.id))

    assert session
    assert item
    assert item["until"] == session.until
    assert item[EXPIRES_AT] == session.until + RENEWABLE
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


def test_signing_out_everywhere_ends_all_and_makes_room_for_others(alice: Person) -> None:
    gadgets = [Gadget() for _ in range(MAX_DEVICES)]
    for gadget in gadgets:
        gadget.subscribes(alice)
    _, *others = everything(alice)
    ends_all(alice)
    phone = Gadget()

    assert of(alice).devices == ()
    assert phone.subscribes(alice).status_code == 200

    assert [it.id for it in of(alice).devices] == [phone.id]
    assert sorted(everything(alice)) == sorted([*others, phone.id])


def test_what_has_lost_its_session_is_not_told_and_goes_on_once_it_is_renewed(
    house: House, alice: Person, bob: Person
) -> None:
    friends(alice, bob)
    phone = Gadget()
    phone.subscribes(bob)
    ends_all(bob)
    alice.sends(bob, "while nobody was signed in")
    assert house.told(phone) == []

    assert phone.subscribes(bob, renews=phone.id).status_code == 200

    alice.sends(bob, "hello")
    assert len(house.told(phone)) == 1


def test_what_was_removed_is_not_renewed(alice: Person) -> None:
    phone = Gadget()
    phone.subscribes(alice)
    ends_all(alice)
    alice.post("/push/subscriptions/remove/", id=phone.id)

    assert phone.subscribes(alice, renews=phone.id).status_code == 410
    assert everything(alice) == []
    assert phone.subscribes(alice).status_code == 200


def test_a_browser_that_has_another_address_takes_the_place_of_the_one_before(
    alice: Person, bob: Person
) -> None:
    gadgets = [Gadget() for _ in range(MAX_DEVICES)]
    for gadget in gadgets:
        gadget.subscribes(alice)
    before, after = gadgets[4], Gadget()

    assert after.subscribes(bob, renews=before.id).status_code == 410
    assert after.subscribes(alice, renews=before.id).status_code == 200

    ids = {it.id for it in gadgets} - {before.id} | {after.id}
    assert set(everything(alice)) == ids


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
