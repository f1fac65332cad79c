"""A message reaches the devices of whoever wants to be told, and nobody else's."""

import re
import time
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings

from accounts.repository import profile_key
from chatscape import wiring
from chatscape.store.port import Update
from notifications.vapid import from_base64url
from tests.people import Person, friends

from .conftest import SUBJECT, House
from .gadget import Gadget
from .push_service import HOST, Reply


@pytest.fixture
def phone(alice: Person, bob: Person) -> Gadget:
    """Bob's, who is friends with Alice."""
    friends(alice, bob)
    gadget = Gadget()
    assert gadget.subscribes(bob).status_code == 200
    return gadget


def test_a_notification_says_who_and_how_many(
    house: House, alice: Person, bob: Person, phone: Gadget
) -> None:
    alice.sends(bob, "the secret is out")
    (told,) = house.told(phone)
    alice.sends(bob, "really")

    assert told == {
        "to": bob.id,
        "contact": alice.id,
        "title": "Alice",
        "body": "New message",
        "unread": 1,
        "seq": 1,
        "url": f"/chats/{alice.id}/",
    }
    assert house.told(phone)[1]["body"] == "2 new messages"


def test_the_text_is_shown_to_whoever_wants_it(
    house: House, alice: Person, bob: Person, phone: Gadget
) -> None:
    bob.post("/push/settings/", shows_text="on")
    alice.sends(bob, "lunch at noon?")
    assert house.told(phone)[-1]["body"] == "lunch at noon?"

    bob.post("/push/settings/")
    alice.sends(bob, "or later?")
    assert house.told(phone)[-1]["body"] == "2 new messages"


def test_the_words_are_of_the_language_that_the_device_subscribed_in(
    house: House, alice: Person, bob: Person
) -> None:
    friends(alice, bob)
    phone = Gadget()
    bob.browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "de"
    phone.subscribes(bob)

    alice.sends(bob, "hallo")

    assert house.told(phone)[0]["body"] == "Neue Nachricht"


def test_the_name_is_what_the_reader_calls_the_sender(
    house: House, alice: Person, bob: Person, phone: Gadget
) -> None:
    bob.does("rename", alice, name="Ali from work")

    alice.sends(bob, "hello")

    assert house.told(phone)[0]["title"] == "Ali from work"


def test_a_call_is_signed_for_this_push_service_alone(
    house: House, alice: Person, bob: Person, phone: Gadget
) -> None:
    alice.sends(bob, "hello")
    house.told(phone)

    (call,) = house.service.received
    found = re.fullmatch(r"vapid t=(\S+), k=(\S+)", call.headers["authorization"])
    assert found
    assert found[2] == house.vapid.public_key
    key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), from_base64url(found[2]))
    claims = jwt.decode(found[1], key, algorithms=["ES256"], audience=f"https://{HOST}")
    assert claims["sub"] == SUBJECT
    assert time.time() < claims["exp"] <= time.time() + 24 * 60 * 60


def test_what_the_push_service_is_asked(
    house: House, alice: Person, bob: Person, phone: Gadget
) -> None:
    for text in ("hello", "hello?"):
        alice.sends(bob, text)
        house.told(phone)

    first, second = house.service.received
    assert first.headers["Host"] == HOST
    assert first.headers["ttl"] == "86400"
    assert first.headers["urgency"] == "high"
    assert first.headers["content-encoding"] == "aes128gcm"
    assert re.fullmatch(r"[\w-]{1,32}", first.headers["topic"])
    assert second.headers["topic"] == first.headers["topic"]
    assert alice.id not in str(first.headers)
    assert b"hello" not in first.body


def test_every_device_is_told(house: House, alice: Person, bob: Person, phone: Gadget) -> None:
    tablet = Gadget()
    tablet.subscribes(bob, bob.new_browser())

    alice.sends(bob, "hello")

    assert len(house.told(phone)) == len(house.told(tablet)) == 1


def removes(bob: Person, alice: Person) -> None:
    bob.removes(alice)


def blocks(bob: Person, alice: Person) -> None:
    bob.blocks(alice)


def is_suspended(bob: Person, alice: Person) -> None:
    wiring.store().write(Update(profile_key(bob.id), {"suspended_until": 2**53}))


def signs_out(bob: Person, alice: Person) -> None:
    bob.browser.post("/oidc/logout/")


def signs_out_everywhere(bob: Person, alice: Person) -> None:
    bob.browser.post("/account/sign-out-everywhere/")


@pytest.mark.parametrize(
    "act",
    [removes, blocks, is_suspended, signs_out, signs_out_everywhere],
    ids=lambda it: it.__name__,
)
def test_nobody_is_told_who(
    house: House, alice: Person, bob: Person, phone: Gadget, act: Any
) -> None:
    act(bob, alice)

    alice.sends(bob, "hello")

    assert house.told(phone) == []
    assert house.service.connected_to == []


def test_a_request_is_told_to_nobody(house: House, alice: Person, bob: Person) -> None:
    phone = Gadget()
    phone.subscribes(bob)
    alice.adds(bob)

    alice.sends(bob, "may I?")

    assert house.told(phone) == []
    bob.accepts(alice)
    alice.sends(bob, "thanks")
    assert len(house.told(phone)) == 1


def test_the_sender_is_told_nothing_nor_is_what_was_sent_before(
    house: House, alice: Person, bob: Person, phone: Gadget
) -> None:
    mine = Gadget()
    mine.subscribes(alice)
    client_id = "8d2f6c1e-0b7a-4f39-9c55-2f0e6a1b7d34"

    alice.sends(bob, "hello", client_id)
    alice.sends(bob, "hello", client_id)

    assert house.told(mine) == []
    assert len(house.told(phone)) == 1


def test_what_was_read_meanwhile_is_not_announced(
    house: House, alice: Person, bob: Person, phone: Gadget
) -> None:
    alice.sends(bob, "hello")
    house.told(phone)
    bob.marks_read(alice, 1)

    announcements = wiring.announcements()
    assert announcements
    announcements.announce(alice.id, bob.id, 1)

    assert len(house.told(phone)) == 1


def test_a_hanging_push_service_delays_no_send(
    house: House, alice: Person, bob: Person, phone: Gadget
) -> None:
    house.service.replies.append(Reply(hangs=True))

    alice.sends(bob, "hello")
    house.service.wait_for_a_call()
    alice.sends(bob, "are you there?")  # both have answered, and the first call still hangs

    assert not house.service.released.is_set()
    house.service.released.set()
    assert len(house.told(phone)) == 2
