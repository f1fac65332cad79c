"""Pages and partials as they are rendered; `pytest --snapshot-update` renews what is meant."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.translation import override
from pytest_django import Settings
from syrupy.assertion import SnapshotAssertion

from accounts.domain import FOREVER, User, UserId
from accounts.forms import AccountForm
from accounts.limits import RateLimited
from chatscape import errors
from contacts.domain import Contact
from contacts.forms import AddContactForm, RenameForm
from messaging.domain import Message, Page
from messaging.forms import MessageForm
from moderation.domain import Category, Report
from moderation.evidence import Exhibit
from moderation.forms import CATEGORIES, ReportForm
from notifications.domain import Device, Subscription
from notifications.repository import Listed
from notifications.services import Card

MORNING = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
ALICE = User(UserId("a" * 20), "alice@example.com", "Alice Smith", inbox_version=7)
SAM = replace(
    ALICE, id=UserId("e" * 20), email="sam@example.com", name="Sam <b>", groups=frozenset({"staff"})
)
BOB = Contact(
    id=UserId("b" * 20),
    name="Bob <Builder>",
    email="bob@example.com",
    state="accepted",
    last_seq=2,
    unread=1,
    preview="Yes, at noon",
    last_at=1_772_357_400_000,
)
STRANGER = replace(BOB, id=UserId("c" * 20), name="Carol", state="request", preview="Hello?")
BLOCKED = replace(BOB, id=UserId("d" * 20), name="Dave", blocked=True, unread=0)
MINE = Message(1, ALICE.id, "Lunch? https://example.com/menu", MORNING, "1" * 8)
THEIRS = Message(2, BOB.id, "Yes, <b>at noon</b>", MORNING + timedelta(days=1), "2" * 8)
PAGE = Page((MINE, THEIRS), has_older=True)
OPEN = {"contact": BOB, "page": PAGE, "client_id": "3" * 8, "after": 2}
PHONE = Device(
    subscription=Subscription("https://push.example.com/send/1", "p256dh", "auth"),
    browser="Chrome",
    system="Android",
    language="en",
    sid="0" * 8,
    epoch=0,
    since=1_772_357_400,
    until=1_780_133_400,
    created_at=1_772_357_400,
)
OTHER = Subscription("https://push.example.com/send/2", "p256dh", "auth")
LAPTOP = replace(PHONE, browser="", system="", subscription=OTHER)
LISTED = Listed((PHONE, LAPTOP), shows_text=True)
EXHIBIT = Exhibit(THEIRS.seq, BOB.id, THEIRS.body, 1_772_443_800_000, is_chosen=True)
REPORTING = OPEN | {
    "form": ReportForm(initial={"messages": [2]}),
    "chosen": {2, 9},
    "elsewhere": [9],
    "exhibits": (EXHIBIT,),
    "categories": CATEGORIES.items(),
}
REPORT = Report(
    *("f" * 20, ALICE.id, ALICE.email, BOB.id, BOB.email),
    category=Category.THREAT,
    created_at=MORNING,
)
SECRETS = re.compile(r'(csrfmiddlewaretoken" value="|X-CSRFToken": ")[^"]+')


def render(template: str, user: User | None = ALICE, **context: Any) -> str:
    request: HttpRequest = RequestFactory().get("/", HTTP_HOST="localhost")
    if user:
        request.user = user  # type: ignore[assignment]
    html = SECRETS.sub(r"\1…", render_to_string(template, context, request))
    return "\n".join(line.rstrip() for line in html.splitlines() if line.strip())


def refused(form: Any) -> Any:
    assert not form.is_valid()
    return form


@pytest.mark.parametrize(
    ("template", "context"),
    [
        ("messaging/_message.html", {"message": MINE}),
        ("messaging/_message.html", {"message": THEIRS, "writer": BOB.name}),
        ("messaging/_messages.html", OPEN),
        ("messaging/_conversation.html", OPEN),
        ("messaging/_conversation.html", OPEN | {"contact": STRANGER}),
        ("messaging/_conversation.html", OPEN | {"contact": BLOCKED}),
        ("messaging/_conversation.html", OPEN | {"page": replace(PAGE, has_newer=True)}),
        ("messaging/_composer.html", OPEN | {"form": refused(MessageForm({"body": " "}))}),
        ("messaging/_updates.html", OPEN | {"contacts": [BOB], "version": 8}),
        ("messaging/_updates.html", {"contacts": [], "version": 8}),
        (
            "messaging/_updates.html",
            {"contacts": [], "version": 8, "gone": BOB.id},
        ),
        ("contacts/_contact.html", {"contact": BOB}),
        ("contacts/_contact.html", {"contact": BLOCKED, "is_open": True}),
        ("contacts/_list.html", {"contacts": [BOB, STRANGER, BLOCKED]}),
        ("contacts/_list.html", {"contacts": []}),
        ("contacts/_changed.html", OPEN | {"contacts": [BOB]}),
        ("contacts/_add_form.html", {}),
        ("contacts/_add_form.html", {"form": refused(AddContactForm({"name": "", "email": "a"}))}),
        ("contacts/_rename_form.html", {"contact": BOB, "rename_form": refused(RenameForm({}))}),
        ("accounts/_account_form.html", {"form": refused(AccountForm({"name": " "}))}),
        ("notifications/_devices.html", {"listed": Listed(())}),
        ("notifications/_devices.html", {"listed": LISTED, "tested": "gone"}),
        ("moderation/_report_form.html", REPORTING),
        ("moderation/_report_form.html", REPORTING | {"form": refused(ReportForm({}))}),
        ("_notice.html", {"text": "Something to know"}),
    ],
    ids=lambda value: value if isinstance(value, str) else "with",
)
def test_a_partial(template: str, context: dict[str, Any], snapshot: SnapshotAssertion) -> None:
    assert render(template, **context) == snapshot


@pytest.mark.parametrize(
    ("template", "user", "context"),
    [
        ("landing.html", None, {}),
        ("about.html", None, {}),
        ("about.html", ALICE, {}),
        ("messaging/chats.html", ALICE, {"contacts": []}),
        ("messaging/chats.html", ALICE, OPEN | {"contacts": [BOB]}),
        ("contacts/rename.html", ALICE, {"contact": BOB, "rename_form": refused(RenameForm({}))}),
        ("accounts/account.html", ALICE, {"form": AccountForm(initial={"name": ALICE.name})}),
        ("accounts/sign_in_failed.html", None, {"reason": "The sign-in took too long."}),
        ("accounts/suspended.html", replace(ALICE, suspended_until=FOREVER), {}),
        (
            "accounts/suspended.html",
            replace(ALICE, suspended_until=1_772_357_400),
            {"appeals": "appeals@example.com"},
        ),
        ("moderation/_news.html", ALICE, {"warning": "threat", "answered": True, "oob": True}),
        ("moderation/report.html", ALICE, REPORTING),
        ("moderation/reports.html", ALICE, {"reports": [(REPORT, "A threat")], "older": None}),
        ("moderation/reports.html", ALICE, {"reports": []}),
        ("about.html", SAM, {}),
        (
            "accounts/account.html",
            ALICE,
            {"form": AccountForm(initial={"name": ALICE.name}), "card": Card("BKey", LISTED)},
        ),
    ],
)
def test_a_page(
    template: str, user: User | None, context: dict[str, Any], snapshot: SnapshotAssertion
) -> None:
    assert render(template, user, version=7, **context) == snapshot


def test_a_page_from_right_to_left(settings: Settings, snapshot: SnapshotAssertion) -> None:
    settings.LANGUAGES = [*settings.LANGUAGES, ("he", "עברית")]
    context = {"form": AccountForm(initial={"name": ALICE.name})}

    with override("he"):
        assert render("accounts/account.html", **context) == snapshot


ANSWERS = [
    *(errors.BAD_REQUEST, errors.FORBIDDEN, errors.STALE_FORM, errors.NOT_FOUND),
    *(errors.NOT_ALLOWED, errors.TOO_LARGE, errors.SERVER_ERROR),
    *errors.BY_EXCEPTION.values(),
    *(errors.too_many(RateLimited(limit, 42)) for limit in errors.TOO_MANY),
]


@pytest.mark.parametrize("answer", ANSWERS, ids=lambda answer: f"{answer.status}")
def test_an_error_page(answer: errors.Answer, snapshot: SnapshotAssertion) -> None:
    assert render("error.html", None, title=answer.title, text=answer.text) == snapshot


def test_an_error_page_gives_back_what_was_typed(snapshot: SnapshotAssertion) -> None:
    typed = [("body", "", "Your message", "two\nlines"), ("name", "text", "Name", "A <b>")]
    chosen = [("client_id", "3" * 8)]

    html = render("error.html", title="Busy", text="Try again.", typed=typed, chosen=chosen)

    assert html == snapshot
