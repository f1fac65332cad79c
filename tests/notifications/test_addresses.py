"""Which addresses are the internet's, and which endpoints there are."""

import pytest

from notifications.addresses import is_public, split_endpoint

from .hostile_subscriptions import WITHIN
from .push_service import PUBLIC

BEYOND = [
    *(PUBLIC, "8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8"),
    "2002:808:808::1",
]


@pytest.mark.parametrize("address", WITHIN)
def test_an_address_that_is_not_the_internets(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", BEYOND)
def test_an_address_of_the_internet(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://fcm.googleapis.com/fcm/send/d4:APA91bF_x-y",
        "https://updates.push.services.mozilla.com/wpush/v2/gAAAAAB",
        "https://web.push.apple.com/QGuQyavXutnMH",
        "https://wns2-par02p.notify.windows.com/w/?token=BQYAAA%2fa%3d",
    ],
)
def test_the_push_services_there_are_can_be_called(endpoint: str) -> None:
    host, target = split_endpoint(endpoint)
    assert endpoint == f"https://{host}{target}"
