"""What is asked of a server that is measured, and by whom."""

from collections.abc import Callable, Iterator
from http.cookies import SimpleCookie
from itertools import cycle
from urllib.parse import urlencode
from uuid import uuid4

import requests
from bs4 import BeautifulSoup
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage

from chatscape.rendered import KEPT
from chatscape.store.port import Store
from tests.bench.load import Request, text
from tests.bench.operations import Hall, fill_list
from tests.people import Person

CONTACTS, MANY, ALL = 30, 100, 300  # in a list
TEXTS = 100  # that are sent, one after the other
STYLES = "css/chatscape.css"

LIKED = {"Accept-Encoding": "br, gzip", "Accept-Language": "en"}

Act = Callable[[], Request]


def acts(hall: Hall, store: Store, port: int) -> Iterator[tuple[str, Act]]:
    """What Alice does, each before it is asked for: her list grows on the way."""
    alice, chat = hall.alice, f"/chats/{hall.bob.id}/"
    browser = browser_of(alice, port)
    version, middle = alice.user.inbox_version, hall.messages // 2 + 21
    idle = {"version": version, "user": alice.id, "contact": hall.bob.id, "after": hall.messages}
    yield "bare view", browser.gets("/bare/", expected=204)
    yield "idle poll", browser.gets(f"/updates/?{urlencode(idle)}", expected=204, htmx=True)
    yield "send", browser.sends(f"{chat}messages/")
    yield "message page of 40", browser.gets(f"{chat}messages/?before={middle}", htmx=True)
    if hall.messages > KEPT:
        starts = cycle(range(41, hall.messages, 40))
        yield "message page of 40, cold", browser.gets_each(f"{chat}messages/?before=", starts)
    yield f"chat page, 40 messages, {CONTACTS} contacts", browser.gets(chat)
    fill_list(store, alice, MANY)
    yield f"chat page, 40 messages, {MANY} contacts", browser.gets(chat)
    fill_list(store, alice, ALL)
    yield f"list of {ALL}", browser.gets("/chats/")
    yield "static file", browser.gets(staticfiles_storage.url(STYLES))


def bare_visit(port: int) -> Act:
    """Of bare Django, by somebody who is signed in there."""
    came_in = requests.get(f"http://localhost:{port}/in/", timeout=60)
    cookie = "; ".join(f"{it.name}={it.value}" for it in came_in.cookies)
    asked = Request("/bare/", headers={"Cookie": cookie, **LIKED}, expected=204)
    return lambda: asked


class Browser:
    """Of somebody who is signed in, with the token that its forms have."""

    def __init__(self, port: int, session: str) -> None:
        page = requests.get(
            f"http://localhost:{port}/chats/",
            cookies={settings.SESSION_COOKIE_NAME: session},
            timeout=60,
        )
        page.raise_for_status()
        cookies = SimpleCookie(page.cookies.get_dict())
        cookies[settings.SESSION_COOKIE_NAME] = session
        self._cookie = "; ".join(f"{name}={it.value}" for name, it in cookies.items())
        found = BeautifulSoup(page.text, "html.parser").select_one("[name=csrfmiddlewaretoken]")
        assert found
        self._token = str(found["value"])

    def gets(self, path: str, *, expected: int = 200, htmx: bool = False) -> Act:
        asked = Request(path, headers=self._headers(htmx), expected=expected)
        return lambda: asked

    def gets_each(self, path: str, ends: Iterator[int]) -> Act:
        headers = self._headers(htmx=True)
        return lambda: Request(f"{path}{next(ends)}", headers=headers)

    def sends(self, path: str) -> Act:
        headers = self._headers(htmx=True) | {
            "Content-Type": "application/x-www-form-urlencoded",
            "X-CSRFToken": self._token,
        }

        texts = cycle([text(number) for number in range(TEXTS)])  # which takes no time of a send

        def send() -> Request:
            body = urlencode({"body": next(texts), "client_id": str(uuid4())})
            return Request(path, "POST", body, headers)

        return send

    def _headers(self, htmx: bool) -> dict[str, str]:
        return {"Cookie": self._cookie, **LIKED, **({"HX-Request": "true"} if htmx else {})}


def browser_of(person: Person, port: int) -> Browser:
    return Browser(port, person.browser.cookies[settings.SESSION_COOKIE_NAME].value)


def sign_in(port: int) -> list[str]:
    """To the provider and back, as far as being sent on to the list. What both answers timed."""
    browser, origin = requests.Session(), f"http://localhost:{port}"
    form = browser.get(f"{origin}/oidc/authenticate/", timeout=60)
    sent = browser.post(
        form.url, data={"email": "dora@example.com"}, timeout=60, allow_redirects=False
    )
    back = browser.get(sent.headers["Location"], timeout=60, allow_redirects=False)
    assert back.headers["Location"].startswith("/chats/"), back.headers
    return [it.headers.get("Server-Timing", "") for it in (*form.history, back)]
