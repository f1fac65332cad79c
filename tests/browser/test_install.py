"""Installing: what Chromium finds, and who is told how."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.site import Site

from .chromium import flags, on_path
from .room import Room

IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1"
)
MAC = (
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Version/18.0 Safari/605.1.15"
)
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
FIREFOX_ANDROID = "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0"

WAYS = {
    "iPhone": (IPHONE, "Add to Home Screen"),
    "Mac": (MAC, "Add to Dock"),
    "Firefox": (FIREFOX, "cannot install"),
    "Firefox on Android": (FIREFOX_ANDROID, "Add app to Home screen"),
    "Chromium": (None, "choose “Install”"),
}
INSTALLED = {
    "as iOS says": "Object.defineProperty(navigator, 'standalone', { value: true })",
    "as Chromium says": "navigator.getInstalledRelatedApps = async () => [{}]",
}
PROMPT = """() => window.dispatchEvent(Object.assign(
    new Event("beforeinstallprompt", { cancelable: true }),
    { prompt: () => { document.body.dataset.asked = "" } },
))"""


def cdp(page: Page, command: str, **parameters: Any) -> dict[str, Any]:
    answer: dict[str, Any] = page.context.new_cdp_session(page).send(command, parameters)
    return answer


def opener(page: Page) -> Locator:
    return page.get_by_role("button", name="Install the app")


@pytest.fixture
def own_profile(browser: Browser, site: Site, tmp_path: Path) -> Iterator[Page]:
    """Chromium installs nothing from a private window, as other tests have."""
    chromium = browser.browser_type
    with chromium.launch_persistent_context(
        tmp_path, executable_path=on_path(), args=flags()
    ) as context:
        page = context.pages[0]
        page.goto(site.origin)
        yield page


def test_chromium_finds_nothing_that_is_in_the_way_and_installs(own_profile: Page) -> None:
    page, origin = own_profile, own_profile.url
    manifest = cdp(page, "Page.getAppManifest")
    assert manifest["url"] == f"{origin}manifest.json"
    assert manifest["errors"] == []
    assert cdp(page, "Page.getInstallabilityErrors") == {"installabilityErrors": []}
    assert cdp(page, "Page.getAppId")["appId"] == origin
    expect(opener(page)).to_be_visible()

    cdp(page, "PWA.install", manifestId=origin, installUrlOrBundleUrl=origin)
    cdp(page, "PWA.openCurrentPageInApp", manifestId=origin)

    expect(opener(page)).to_be_hidden()
    assert page.evaluate("matchMedia('(display-mode: standalone)').matches")


def test_the_prompt_of_chromium_waits_for_the_button(own_profile: Page) -> None:
    with own_profile.expect_console_message(lambda it: "Banner not shown" in it.text):
        own_profile.reload()

    opener(own_profile).click()

    expect(own_profile.get_by_role("dialog")).to_be_hidden()


@pytest.mark.parametrize(("agent", "said"), WAYS.values(), ids=WAYS)
def test_a_browser_that_does_not_ask_is_told_its_own_way(
    desk: Room, agent: str | None, said: str
) -> None:
    page = desk.guest("Alice", user_agent=agent).page
    page.goto(desk.origin)
    opener(page).click()

    dialog = page.get_by_role("dialog", name="Install the app")
    expect(dialog.locator("[data-way]:visible")).to_have_count(1)
    expect(dialog.locator("[data-way]:visible")).to_contain_text(said)
    dialog.get_by_role("button", name="Close").click()
    expect(dialog).to_be_hidden()
    expect(opener(page)).to_be_focused()


def test_a_browser_that_asks_by_itself_does_so_when_it_is_wanted(desk: Room) -> None:
    page = desk.guest("Alice").signs_in().page
    page.wait_for_load_state()
    page.evaluate(PROMPT)
    page.locator("#account-menu").click()
    opener(page).click()

    expect(page.locator("body")).to_have_attribute("data-asked", "")
    expect(page.get_by_role("dialog")).to_be_hidden()


@pytest.mark.parametrize("sign", INSTALLED.values(), ids=INSTALLED)
def test_who_has_it_is_not_asked(desk: Room, sign: str) -> None:
    page = desk.guest("Alice").page
    page.add_init_script(sign)
    page.goto(desk.origin)

    expect(page.locator("[data-way]:not([hidden])")).to_have_count(1)  # the script has run
    expect(opener(page)).to_be_hidden()


def test_nobody_is_asked_once_it_is_there(desk: Room) -> None:
    page = desk.guest("Alice").page
    page.goto(desk.origin)
    expect(opener(page)).to_be_visible()

    page.evaluate("window.dispatchEvent(new Event('appinstalled'))")

    expect(opener(page)).to_be_hidden()


def test_without_scripts_the_landing_page_tells_every_way(desk: Room) -> None:
    page = desk.guest("Alice", java_script_enabled=False).page
    page.goto(desk.origin)
    expect(opener(page)).to_be_hidden()

    page.locator("summary", has_text="Install the app").click()

    expect(page.locator("[data-way]:visible")).to_have_count(len(WAYS))
