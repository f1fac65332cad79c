"""Requests with another method, to another host, or with forged headers."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver

from tests.people import HTMX, Person, friends, html
from tests.security.bad_input import both_ways, everything_stored

ALLOWED = {
    "": "GET, HEAD",
    "about/": "GET, HEAD",
    "offline/": "GET, HEAD",
    "manifest.json": "GET, HEAD",
    "serviceworker.js": "GET, HEAD",
    "oidc/authenticate/": "GET",
    "oidc/callback/": "GET",
    "oidc/logout/": "POST",
    "account/": "GET, POST",
    "account/language/": "POST",
    "account/sign-out-everywhere/": "POST",
    "account/token/": "GET",
    "push/subscriptions/": "POST",
    "push/subscriptions/remove/": "POST",
    "push/subscriptions/test/": "POST",
    "push/settings/": "POST",
    "contacts/": "POST",
    "contacts/<user_id:contact>/accept/": "POST",
    "contacts/<user_id:contact>/rename/": "POST",
    "contacts/<user_id:contact>/block/": "POST",
    "contacts/<user_id:contact>/unblock/": "POST",
    "contacts/<user_id:contact>/remove/": "POST",
    "chats/": "GET, HEAD",
    "chats/<user_id:contact>/": "GET, HEAD",
    "chats/<user_id:contact>/messages/": "GET, POST",
    "chats/<user_id:contact>/read/": "POST",
    "updates/": "GET, HEAD",
    "contacts/<user_id:contact>/report/": "GET, POST",
    "reports/": "GET, HEAD",
    "reports/read/": "POST",
    "account/warning/": "POST",
    "admin/": "GET, HEAD",
    "admin/reports/dismiss/": "POST",
    **{
        f"admin/reports/<report_id:report_id>/{verb}/": "POST"
        for verb in ("take", "put-back", "decide", "reverse", "lift", "restore")
    },
    "admin/reports/<report_id:report_id>/": "GET, HEAD",
    "admin/<path:url>": "GET, HEAD",
}
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
WRONG = [
    (route, method)
    for route, allowed in ALLOWED.items()
    for method in METHODS
    if method not in allowed.split(", ")
]
FORGED = {
    "a page of another site": {"HX-Current-URL": "https://evil.example/"},
    "no page at all": {"HX-Current-URL": "http://[::1"},
    "the list as target": {"HX-Target": "contacts", "HX-Trigger": "contacts"},
    "another request": {"HX-Request": "TRUE"},
    "a boosted request": {"HX-Boosted": "true", "HX-Prompt": "admin"},
    "history": {"HX-History-Restore-Request": "true"},
    "another method": {"X-HTTP-Method-Override": "POST", "X-Method-Override": "DELETE"},
    "another host": {"X-Forwarded-Host": "evil.example", "X-Forwarded-Server": "evil.example"},
    "another path": {"X-Original-URL": "/chats/", "X-Rewrite-URL": "/chats/"},
    "another person": {"X-Remote-User": "alice@example.com", "Remote-User": "alice"},
}
HOSTS = {
    "unknown": "evil.example",
    "unknown with our port": "evil.example:8000",
    "ours as a subdomain": "localhost.evil.example",
    "ours as a user": "localhost@evil.example",
    "an address": "127.0.0.1",
    "two": "localhost, evil.example",
    "with a path": "localhost/evil.example",
    "NUL": "localhost\0",
}


def routes(resolver: URLResolver, start: str = "") -> Iterator[str]:
    for it in resolver.url_patterns:
        if isinstance(it, URLResolver):
            yield from routes(it, start + str(it.pattern))
        else:
            yield start + str(it.pattern)


def test_every_route_is_tried() -> None:
    assert sorted(routes(get_resolver())) == sorted(ALLOWED)


@both_ways
@pytest.mark.parametrize(("route", "method"), WRONG)
def test_a_wrong_method_is_a_405_that_names_the_right_ones(
    alice: Person, route: str, method: str, headers: dict[str, str]
) -> None:
    address = "/" + re.sub("<(user|report)_id:[a-z_]+>", "0" * 20, route)
    before = everything_stored()

    response = alice.browser.generic(method, address, headers=headers)

    assert response.status_code == 405
    assert response["Allow"] == ALLOWED[route]
    if method != "HEAD":
        assert html(response).select("[role=alert]" if headers == HTMX else "main a[href]")
    assert everything_stored() == before


@both_ways
@pytest.mark.parametrize("host", HOSTS.values(), ids=HOSTS)
@pytest.mark.parametrize("path", ["/", "/chats/", "/oidc/authenticate/"])
def test_an_unknown_host_is_a_400(
    alice: Person, path: str, host: str, headers: dict[str, str]
) -> None:
    response = alice.browser.get(path, headers=headers, HTTP_HOST=host)

    assert response.status_code == 400
    assert host not in response.content.decode()


@both_ways
@pytest.mark.parametrize("forged", FORGED.values(), ids=FORGED)
def test_forged_headers_show_and_change_nothing_of_others(
    alice: Person, bob: Person, mallory: Person, forged: dict[str, str], headers: dict[str, str]
) -> None:
    friends(alice, bob)
    before = everything_stored()

    sent = {**headers, **forged}
    for path in (f"/chats/{bob.id}/", f"/chats/{bob.id}/messages/"):
        assert mallory.browser.get(path, headers=sent).status_code == 404
    assert mallory.browser.post(f"/contacts/{bob.id}/block/", headers=sent).status_code == 404
    assert alice.browser.get(f"/contacts/{bob.id}/block/", headers=sent).status_code == 405

    assert everything_stored() == before


@both_ways
@pytest.mark.parametrize("forged", FORGED.values(), ids=FORGED)
def test_forged_headers_sign_nobody_in(
    own_store: None, forged: dict[str, str], headers: dict[str, str]
) -> None:
    response = Client(HTTP_HOST="localhost").get("/chats/", headers={**headers, **forged})

    assert response.status_code in (302, 401)
    leads_to = response.get("HX-Redirect") or response["Location"]
    assert leads_to in ("/oidc/authenticate/", "/oidc/authenticate/?next=%2Fchats%2F")
    assert response.content == b""
