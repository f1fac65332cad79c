"""Addresses that lead nowhere, and queries that say nothing."""

import pytest

from tests.people import Person, html
from tests.security.bad_input import both_ways, is_inert

QUERIES = {
    "invalid UTF-8": "%ff%ed%a0%80",
    "NUL": "%00",
    "100 kB": "x" * 100_000,
    "half a character": "%d7",
    "a percent sign": "%",
    "markup": "%22%3E%3Cscript%3E",
}
ASKING = ["/?x=", "/about/?x=", "/chats/?q=", "/account/?saved=", "/updates/?version=0&user="]
PATHS = {
    "NUL": "/%00",
    "NUL among the chats": "/chats/%00/",
    "NUL behind an address": "/chats/%00",
    "NUL among the files": "/static/%00",
    "invalid UTF-8": "/%ff%ed%a0%80/",
    "../": "/static/../manage.py",
    "encoded ../": "/static/%2e%2e%2fmanage.py",
    "two slashes": "//evil.example/%2f..",
    "backslashes": "/\\evil.example\\",
    "line feed": "/chats/%0d%0aSet-Cookie:x=y",
    "100 kB": "/" + "x" * 100_000,
}


@both_ways
@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
@pytest.mark.parametrize("address", ASKING)
def test_a_query_that_says_nothing_is_harmless(
    alice: Person, bob: Person, address: str, query: str, headers: dict[str, str]
) -> None:
    alice.adds(bob)

    response = alice.browser.get(address + query, headers=headers)

    assert response.status_code in (200, 302)
    assert is_inert(response)
    if "q=" in address:
        assert html(response).select("[data-contact]") == []


def test_what_is_looked_for_is_shown_shortened_and_inert(alice: Person) -> None:
    field = html(alice.get("/chats/", q='"><b>' + "x" * 100_000)).select_one("input[name=q]")

    assert field is not None
    assert field["value"] == '"><b>' + "x" * 95


@both_ways
def test_a_query_of_over_a_thousand_fields_is_a_400(alice: Person, headers: dict[str, str]) -> None:
    response = alice.browser.get("/chats/?q=x" + "&x=1" * 1_001, headers=headers)

    assert response.status_code == 400


@both_ways
@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS)
def test_a_path_that_leads_nowhere_is_a_404(
    alice: Person, path: str, headers: dict[str, str]
) -> None:
    response = alice.browser.generic("GET", path, headers=headers)

    assert response.status_code == 404
    assert "nothing at this address" in response.content.decode()
