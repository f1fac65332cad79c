"""A browser subscribes and is shown, renewed, counted, removed; nobody else's is touched."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.http import HttpResponse

from chatscape import wiring
from chatscape.store.meter import Meter
from chatscape.store.port import Store
from notifications.domain import MAX_DEVICES
from tests.people import Person, html

from .conftest import House, open_house
from .gadget import Gadget, of
from .push_service import PushService


def names(response: HttpResponse) -> list[str]:
    return [it.get_text() for it in html(response).select("[data-device] .device__name")]


def test_a_subscribed_browser_is_in_the_list(alice: Person) -> None:
    phone = Gadget()

    response = phone.subscribes(alice)

    assert response.status_code == 200
    assert names(response) == ["Chrome on Android"]
    assert html(response).select("main, h1") == []
    assert names(alice.get("/account/")) == ["Chrome on Android"]


def test_without_htmx_it_leads_to_the_account_page(alice: Person) -> None:
    response = alice.browser.post(
        "/push/subscriptions/", json.dumps(Gadget().subscription), content_type="application/json"
    )

    assert (response.status_code, response["Location"]) == (303, "/account/#notifications")


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        (
            "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
            "Firefox on Linux",
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
            "Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0",
            "Edge on Windows",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 "
            "(KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
            "Safari on iPhone",
        ),
        ("curl/8", "Unknown browser"),
        ("<b>Firefox</b>", "Firefox"),
        ("", "Unknown browser"),
    ],
)
def test_a_device_has_a_name_that_its_owner_knows(
    alice: Person, user_agent: str, name: str
) -> None:
    assert names(Gadget().subscribes(alice, **{"User-Agent": user_agent})) == [name]


def test_the_same_subscription_again_writes_nothing(alice: Person) -> None:
    phone = Gadget()
    phone.subscribes(alice)
    before = of(alice)

    with Meter(wiring.store()).measure() as cost:
        assert names(phone.subscribes(alice)) == ["Chrome on Android"]

    assert cost.writes == 0
    assert of(alice) == before


def test_an_eleventh_device_is_a_400(alice: Person) -> None:
    for _ in range(MAX_DEVICES):
        assert Gadget().subscribes(alice).status_code == 200
    kept = of(alice)

    response = Gadget().subscribes(alice)

    assert response.status_code == 400
    assert "Remove one" in html(response).get_text()
    assert of(alice) == kept
    alice.post("/push/subscriptions/remove/", id=kept.devices[0].id)
    assert Gadget().subscribes(alice).status_code == 200


def test_those_who_come_at_once_are_not_more_than_ten(
    service: PushService, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_house(store, service, monkeypatch)
    alice = Person("Alice")
    gadgets = [Gadget() for _ in range(MAX_DEVICES + 3)]

    with ThreadPoolExecutor(len(gadgets)) as threads:
        browsers = [alice.new_browser() for _ in gadgets]
        answers = list(
            threads.map(lambda it, browser: it.subscribes(alice, browser), gadgets, browsers)
        )

    assert sorted(it.status_code for it in answers) == [200] * MAX_DEVICES + [400] * 3
    assert len(of(alice).devices) == MAX_DEVICES


@pytest.mark.parametrize("by", ["id", "endpoint"])
def test_a_device_is_removed(alice: Person, by: str) -> None:
    phone = Gadget()
    phone.subscribes(alice)

    response = alice.post("/push/subscriptions/remove/", **{by: getattr(phone, by)})

    assert (response.status_code, names(response)) == (200, [])
    assert of(alice).devices == ()


@pytest.mark.parametrize("named", ["0" * 32, "settings", "", "x" * 5_000, "\0"])
def test_removing_what_is_not_there_answers_the_same(alice: Person, named: str) -> None:
    Gadget().subscribes(alice)
    alice.post("/push/settings/", shows_text="on")

    page = alice.browser.post("/push/subscriptions/remove/", {"id": named})

    assert (page.status_code, page["Location"]) == (303, "/account/#notifications")
    assert alice.post("/push/subscriptions/remove/", id=named).status_code == 200
    assert (len(of(alice).devices), of(alice).shows_text) == (1, True)


def test_another_persons_device_is_nothing(house: House, alice: Person, bob: Person) -> None:
    phone = Gadget()
    phone.subscribes(alice)

    bob.post("/push/subscriptions/remove/", id=phone.id)
    tested = bob.post("/push/subscriptions/test/", id=phone.id)

    assert "does not take notifications" in html(tested).get_text()
    assert len(of(alice).devices) == 1
    assert house.service.connected_to == []


def test_two_people_in_one_browser_share_nothing(alice: Person, bob: Person) -> None:
    phone = Gadget()
    phone.subscribes(alice)
    phone.subscribes(bob)

    bob.post("/push/subscriptions/remove/", id=phone.id)

    assert [it.id for it in of(alice).devices] == [phone.id]
    assert of(bob).devices == ()


def test_how_much_is_shown_is_kept_while_devices_come_and_go(alice: Person) -> None:
    assert of(alice).shows_text is False
    shown = html(alice.post("/push/settings/", shows_text="on"))
    assert "Saved." in shown.get_text()
    assert shown.select_one("[name=shows_text][checked]")
    phone = Gadget()
    phone.subscribes(alice)
    alice.post("/push/subscriptions/remove/", id=phone.id)

    assert of(alice).shows_text is True
    assert html(alice.get("/account/")).select_one("[name=shows_text][checked]")


def test_the_account_page_has_what_a_script_needs_to_subscribe(house: House, alice: Person) -> None:
    switch = html(alice.get("/account/")).select_one("push-switch")

    assert switch is not None
    assert switch["data-key"] == house.vapid.public_key
    assert switch.has_attr("hidden")
    assert (
        len(switch.select("[data-refused][hidden], [data-unsupported][hidden], [data-on][hidden]"))
        == 3
    )
