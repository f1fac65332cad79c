"""What comes back from the provider, or from somebody who pretends to be sent by it."""

import pytest

from accounts.provider import KNOWN_ERRORS
from accounts.refusals import FAILED_DEPENDENCY
from tests.accounts.browser import Browser, Visitor, callback, is_discreet, is_refused, parameters

pytestmark = pytest.mark.usefixtures("local_provider")


def test_a_callback_of_another_browser_is_refused(browser: Browser, visitor: Visitor) -> None:
    back = browser.approves(browser.starts(), "mallory@example.com")
    assert is_refused(visitor.comes_back(back))
    assert visitor.is_as_before()

    visitor.starts()
    assert is_refused(visitor.comes_back(back))
    assert visitor.is_as_before()


def test_a_code_of_another_sign_in_is_refused(browser: Browser, visitor: Visitor) -> None:
    """Mallory's code beside the visitor's own state: the verifier is not the code's."""
    code = parameters(browser.approves(browser.starts(), "mallory@example.com"))["code"]
    state = parameters(visitor.starts())["state"]
    assert is_refused(visitor.comes_back(callback(code=code, state=state)))
    assert visitor.is_as_before()


def test_somebody_who_cancels_is_told_so_and_stays_who_they_were(visitor: Visitor) -> None:
    state = parameters(visitor.starts())["state"]

    assert is_refused(visitor.comes_back(callback(error="access_denied", state=state)))
    assert visitor.is_as_before()
    assert is_refused(visitor.comes_back(callback(code="c", state=state)))
    assert visitor.is_as_before()


def test_an_error_beside_a_code_signs_nobody_in(visitor: Visitor) -> None:
    back = visitor.approves(visitor.starts(), "ann@example.com")
    assert is_refused(visitor.comes_back(f"{back}&error=access_denied"))
    assert visitor.is_as_before()


@pytest.mark.parametrize("error", sorted(KNOWN_ERRORS))
def test_a_known_error_is_named_in_the_log(
    visitor: Visitor, caplog: pytest.LogCaptureFixture, error: str
) -> None:
    state = parameters(visitor.starts())["state"]
    response = visitor.comes_back(callback(error=error, state=state, error_description="private"))

    is_outage = error in ("server_error", "temporarily_unavailable")
    assert is_refused(response, FAILED_DEPENDENCY if is_outage else 400)
    assert ("not your fault" in response.content.decode()) is is_outage
    assert error in caplog.text
    assert "private" not in caplog.text
    assert visitor.is_as_before()
    assert is_discreet(caplog.records, visitor.secrets)


@pytest.mark.parametrize("error", ["", "Access_Denied", "access_denied\nsigned_in", "alice@x.io"])
def test_any_other_error_stays_out_of_the_log(
    browser: Browser, caplog: pytest.LogCaptureFixture, error: str
) -> None:
    state = parameters(browser.starts())["state"]
    assert is_refused(browser.comes_back(callback(error=error, state=state)))
    assert not error or error not in caplog.text


def test_an_error_that_answers_no_question_of_ours_is_not_logged(
    browser: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    browser.comes_back(callback(error="invalid_scope", state="s"))
    assert "sign_in_stale cause=state" in caplog.text
    assert "invalid_scope" not in caplog.text
