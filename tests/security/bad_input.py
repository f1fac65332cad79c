"""Forms posted as browsers do, with what no person should type, and what has to come of it."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup, Tag
from django.conf import settings
from django.http import HttpResponse

from tests.people import HTMX, Person, html

FORM = "application/x-www-form-urlencoded"
WAYS: dict[str, Mapping[str, str]] = {"page": {}, "htmx": HTMX}

both_ways = pytest.mark.parametrize("headers", WAYS.values(), ids=WAYS)

INERT = {
    "<img src=x onerror=…>": "<img src=x onerror=alert(1)>",
    "</script>": "</script><script>alert(1)</script>",
    "{{7*7}}": "{{7*7}} {% now 'Y' %}",
    "javascript:…": "javascript:alert(1)",
    "data:…": "data:text/html,<b>hi</b>",
    'https://x"onmouseover=': 'https://x"onmouseover=alert(1)',
}


def post(
    person: Person, path: str, data: Mapping[str, str], headers: Mapping[str, str]
) -> HttpResponse:
    """As a browser sends a form; a lone surrogate becomes the bytes that are no UTF-8."""
    body = urlencode(data, errors="surrogatepass")
    return person.browser.post(path, body, content_type=FORM, headers=headers)


EVERYTHING = "SELECT * FROM items WHERE partition NOT LIKE 'sign-ins#%' ORDER BY partition, sort"


def everything_stored() -> list[tuple[str, str, str]]:
    """Every item of the store, as it lies in the file; how often somebody tried is no content."""
    path = settings.CHATSCAPE_STORE.removeprefix("sqlite:///")
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as file:
        return file.execute(EVERYTHING).fetchall()


def was_done(response: HttpResponse) -> bool:
    """The fragment for htmx, or the way to the next page."""
    is_fragment = response.status_code == 200 and html(response).select("html") == []
    return is_fragment or response.status_code == 303


def was_refused(
    response: HttpResponse, form: str, field: str, typed: Mapping[str, str], headers: object
) -> bool:
    """A 422 with the form again: one field named and marked, and every field as it was typed."""
    shown = html(response)
    assert response.status_code == 422
    assert len(shown.select(f"#{form}")) == 1
    assert (shown.select("html") == []) is (headers == HTMX)
    if headers == HTMX:
        assert response["HX-Retarget"] == f"#{form}"
    assert {name: typed_into(shown, form, name) for name in typed} == {
        name: as_received(text) for name, text in typed.items()
    }
    assert [str(it["name"]) for it in shown.select("[aria-invalid=true]")] == [field]
    return is_explained(shown, control(shown, form, field))


def is_explained(shown: BeautifulSoup, field: Tag) -> bool:
    """One alert of the page is the field's, says its name and what is wrong with it."""
    (alert,) = shown.select("[role=alert]:not(template *)")
    (label,) = shown.select(f"label[for={field['id']}]")
    name = alert.get_text().partition(":")[0]
    assert alert["id"] == field["aria-describedby"]
    assert len(alert.get_text()) > len(f"{name}: ")
    return bool(name) and label.get_text().startswith(name)


def typed_into(shown: BeautifulSoup, form: str, name: str) -> str:
    field = control(shown, form, name)
    if field.name == "textarea":
        return field.get_text().removeprefix("\n")  # which HTML leaves out
    return str(field["value"])


def control(shown: BeautifulSoup, form: str, name: str) -> Tag:
    (field,) = shown.select(f"#{form} [name={name}]")
    return field


def as_received(text: str) -> str:
    return text.encode(errors="surrogatepass").decode(errors="replace")


def is_inert(response: HttpResponse) -> bool:
    """Nothing on it runs, loads or leads anywhere, except what is ours."""
    shown = html(response)
    assert shown.select("script:not([src^='/static/']), img:not([src^='/static/'])") == []
    assert shown.select("[onerror], [onmouseover], iframe, b") == []
    targets = [str(it.get("href") or it.get("action")) for it in shown.select("[href], [action]")]
    return not [it for it in targets if it.startswith(("javascript:", "data:"))]
