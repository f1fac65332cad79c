"""A real Chromium, and the real site on each store it runs on."""

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, BrowserType, expect, sync_playwright

from tests.pictures.studio import Studio
from tests.site import Site, local_site

from .chromium import flags, on_path, shell
from .guest import DESKTOP, PHONE
from .room import Room

SCREENS = [
    pytest.param({"viewport": DESKTOP, "color_scheme": "light"}, id="desktop-light"),
    pytest.param({"viewport": PHONE, "color_scheme": "dark"}, id="phone-dark"),
]

expect.set_options(timeout=20_000)  # ms; a quiet page asks for news every 15 seconds


@pytest.fixture(scope="session")
def browser_type() -> Iterator[BrowserType]:
    with sync_playwright() as playwright:
        yield playwright.chromium


@pytest.fixture(scope="session")
def browser(browser_type: BrowserType) -> Iterator[Browser]:
    browser = browser_type.launch(executable_path=shell(), args=flags())
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def whole_browser(browser_type: BrowserType) -> Iterator[Browser]:
    browser = browser_type.launch(executable_path=on_path(), args=flags())
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
    """On a desk by day, and on a phone at night; test_every_state.py has every other look."""
    room = Room(browser, site, request.param)
    yield room
    room.close()


@pytest.fixture
def desk(browser: Browser, site: Site) -> Iterator[Room]:
    room = Room(browser, site, {"viewport": DESKTOP})
    yield room
    room.close()


@pytest.fixture
def whole_desk(whole_browser: Browser, site: Site) -> Iterator[Room]:
    room = Room(whole_browser, site, {"viewport": DESKTOP})
    yield room
    room.close()


@pytest.fixture(scope="module")
def studio(
    browser: Browser, whole_browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Studio]:
    """The data of the pictures, on a site of its own."""
    with local_site(tmp_path_factory.mktemp("states")) as site:
        yield Studio(site, browser, whole_browser)
