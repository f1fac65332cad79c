"""Several tabs of one browser on their way through the provider at the same time."""

from itertools import permutations

import pytest

from accounts.session import PENDING
from tests.accounts.browser import Browser, callback, is_refused, parameters

pytestmark = pytest.mark.usefixtures("local_provider")

WANTED = ["/account/", "/about/", "/chats/?q=a"]


def address(browser: Browser) -> str | None:
    user = browser.user()
    return user and user.email


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_same_person_finishes_in_any_order(browser: Browser, order: tuple[int, ...]) -> None:
    started = [browser.starts(next=path) for path in WANTED]
    backs = [browser.approves(authorize, "ann@example.com") for authorize in started]

    for tab in order:
        assert browser.comes_back(backs[tab])["Location"] == WANTED[tab]
        assert address(browser) == "ann@example.com"
    assert PENDING not in browser.session


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_of_two_people_the_browser_is_whoever_came_last(
    browser: Browser, order: tuple[int, int]
) -> None:
    people = ["ann@example.com", "bea@example.com"]
    backs = [browser.approves(browser.starts(), email) for email in people]

    for tab in order:
        assert browser.comes_back(backs[tab]).status_code == 302
        page = browser.client.get("/account/").content.decode()
        assert people[tab] in page
        assert people[1 - tab] not in page


@pytest.mark.parametrize("cancels_first", [True, False])
def test_one_that_cancels_leaves_the_other_alone(browser: Browser, cancels_first: bool) -> None:
    cancelled = parameters(browser.starts())["state"]
    back = browser.approves(browser.starts(next="/about/"), "ann@example.com")
    cancel = callback(error="access_denied", state=cancelled)

    for path in (cancel, back) if cancels_first else (back, cancel):
        response = browser.comes_back(path)
        assert is_refused(response) if path == cancel else response["Location"] == "/about/"
    assert address(browser) == "ann@example.com"


def test_one_that_fails_leaves_the_other_alone(browser: Browser) -> None:
    fails = parameters(browser.starts())["state"]
    back = browser.approves(browser.starts(), "ann@example.com")

    assert is_refused(browser.comes_back(callback(code="unknown", state=fails)))
    assert browser.comes_back(back).status_code == 302
    assert address(browser) == "ann@example.com"


def test_signing_out_gives_up_what_the_other_tabs_began(browser: Browser) -> None:
    browser.signs_in("ann@example.com")
    back = browser.approves(browser.starts(), "ann@example.com")
    browser.client.post("/oidc/logout/")

    assert is_refused(browser.comes_back(back))
    assert browser.user() is None


def test_every_tab_has_its_own_question(browser: Browser) -> None:
    asked = [parameters(browser.starts()) for _ in range(3)]
    for name in ("state", "nonce", "code_challenge"):
        assert len({question[name] for question in asked}) == 3
