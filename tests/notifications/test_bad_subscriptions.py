"""What is no subscription of a browser is refused, and nothing of it is stored or asked for."""

import json

import pytest
from django.conf import settings as django_settings
from django.test import Client

from notifications.repository import Listed
from tests.people import HTMX, Person, html

from .gadget import Gadget, of, posts
from .hostile_subscriptions import BODIES, CONTENT_TYPES


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_what_is_no_subscription_is_a_400_that_stores_nothing(
    alice: Person, body: str | bytes
) -> None:
    response = posts(alice.browser, body)

    assert response.status_code == 400
    assert html(response).select_one("[role=alert]")
    assert of(alice) == Listed(())


@pytest.mark.parametrize("content_type", CONTENT_TYPES)
def test_a_subscription_of_another_content_type_is_a_400(alice: Person, content_type: str) -> None:
    body = json.dumps(Gadget().subscription)

    response = alice.browser.generic("POST", "/push/subscriptions/", body, content_type)

    assert response.status_code == 400
    assert of(alice) == Listed(())


def test_a_form_needs_a_token(alice: Person) -> None:
    strict = Client(HTTP_HOST="localhost", enforce_csrf_checks=True)
    name = django_settings.SESSION_COOKIE_NAME
    strict.cookies[name] = alice.browser.cookies[name].value

    assert posts(strict, json.dumps(Gadget().subscription)).status_code == 403
    assert of(alice).devices == ()


def test_where_no_key_is_set_nothing_is_offered(own_store: None) -> None:
    alice = Person("Alice")

    assert html(alice.get("/account/")).select("#notifications") == []
    assert Gadget().subscribes(alice).status_code == 404
    for path in ("subscriptions/remove/", "subscriptions/test/", "settings/"):
        assert alice.browser.post(f"/push/{path}", headers=HTMX).status_code == 404
