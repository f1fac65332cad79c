"""A real Chromium, and the real site on each store it runs on."""

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.pictures.studio import Studio
from tests.site import Site, local_site

from .chromium import flags, on_path
from .guest import DESKTOP, PHONE
from .room import Room

SCREENS = [
    pytest.param({"viewport": size, "color_scheme": scheme}, id=f"{size['width']}-{scheme}")
    for size in (DESKTOP, PHONE)
    for scheme in ("light", "dark")
]

expect.set_options(timeout=20_000)  # ms; a quiet page asks for news every 15 seconds


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=on_path(), args=flags())
        yield browser
        browser.close()


@pytest.fixture(scope="session", params=["sqlite", "dynamodb"])
def site(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    env = {}
    if request.param == "dynamodb":
        endpoint = quote(request.getfixturevalue("ministack"), safe="")
        env["CHATSCAPE_STORE"] = f"dynamodb://chatscape?endpoint_url={endpoint}"
    with local_site(tmp_path_factory.mktemp(request.param), env) as site:
        yield site


@pytest.fixture(params=SCREENS)
def room(request: pytest.FixtureRequest, browser: Browser, site: Site) -> Iterator[Room]:
    """In each size and light."""
    room = Room(browser, site, request.param)
    yield room
    room.close()


@pytest.fixture
def desk(browser: Browser, site: Site) -> Iterator[Room]:
    room = Room(browser, site, {"viewport": DESKTOP})
    yield room
    room.close()


@pytest.fixture(scope="module")
def studio(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    """The data of the pictures, on a site of its own."""
    with local_site(tmp_path_factory.mktemp("states")) as site:
        yield Studio(site, browser)
