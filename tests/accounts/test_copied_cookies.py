"""A session that ended is over on every worker, and wherever its cookie was copied to."""

from collections.abc import Callable

import pytest

from chatscape import wiring
from chatscape.wake import NoWake
from tests.accounts.cookies import copy_of, is_out
from tests.engines import Engine
from tests.people import Person


@pytest.fixture
def on_worker(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Goes on with one of two processes' applications, which share the store and nothing else."""
    workers = [wiring.compose(engine.open(), NoWake()) for _ in range(2)]

    def go_on(number: int) -> None:
        monkeypatch.setattr(wiring, "application", lambda: workers[number])

    go_on(0)
    return go_on


@pytest.mark.parametrize("path", ["/oidc/logout/", "/account/sign-out-everywhere/"])
def test_a_copied_cookie_is_dead_on_every_worker(
    on_worker: Callable[[int], None], path: str
) -> None:
    alice = Person("Alice")
    copy = copy_of(alice.browser)
    for worker in (1, 0):
        on_worker(worker)
        assert not is_out(copy)

    assert alice.browser.post(path).status_code == 303

    for worker in (1, 0):
        on_worker(worker)
        assert is_out(copy)
        assert is_out(alice.browser)


def test_signing_out_ends_the_session_wherever_its_cookie_is_and_no_other(alice: Person) -> None:
    copies = [copy_of(alice.browser) for _ in range(2)]
    phone = alice.new_browser()
    assert not any(map(is_out, [*copies, phone]))

    copies[0].post("/oidc/logout/")

    assert is_out(alice.browser)
    assert is_out(copies[1])
    assert not is_out(phone)


def test_a_poll_of_an_open_page_hears_of_it_at_once(alice: Person) -> None:
    version = alice.user.inbox_version
    assert alice.fragment("/updates/", version=version).status_code == 204
    alice.new_browser().post("/account/sign-out-everywhere/")
    assert alice.fragment("/updates/", version=version).status_code == 401
