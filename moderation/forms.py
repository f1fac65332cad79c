import re
from collections.abc import Sequence

from django import forms
from django.core.exceptions import BadRequest, ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from accounts.domain import fold_email
from accounts.forms import MAX_EMAIL
from messaging.domain import Cursor
from messaging.forms import BodyField, parse_cursor, parse_page_cursor

from .domain import MAX_CHOSEN, MAX_COMMENT, REPORT_ID_PATTERN, Category, Complaint, Queue
from .entries import PLACE_PATTERN

CATEGORIES = {
    Category.HARASSMENT: _("Insults or harassment"),
    Category.THREAT: _("A threat"),
    Category.SEXUAL: _("Unwanted sexual messages"),
    Category.SPAM: _("Advertising or fraud"),
    Category.IMPERSONATION: _("Pretending to be somebody else"),
    Category.OTHER: _("Something else"),
}
PLACE = re.compile(f"[0-9]{{13}}#{REPORT_ID_PATTERN}", re.ASCII)
PLACE_IN_HISTORY = re.compile(PLACE_PATTERN, re.ASCII)


def parse_category(value: str | None) -> Category:
    """Raises BadRequest."""
    try:
        return Category(value or "")
    except ValueError as error:
        raise BadRequest("There is no such category.") from error


def _count(value: str | None) -> int | None:
    return None if value is None else parse_cursor(value)


def parse_place(value: str | None) -> str | None:
    """Where a report stands among others. Raises BadRequest."""
    if value is not None and not PLACE.fullmatch(value):
        raise BadRequest("No report stands there.")
    return value


def parse_place_in_history(parameters: QueryDict) -> str | None:
    """Before which line of the audit somebody wants to read. Raises BadRequest."""
    value = parameters.get("history")
    if value is not None and not PLACE_IN_HISTORY.fullmatch(value):
        raise BadRequest("Nothing was written down there.")
    return value


class QueueQuery:
    """Which reports staff ask for: open or closed ones, of one category, behind one of them; or of
    one address, before one of those; and what a bulk dismissal that leads here has come to.

    Raises BadRequest.
    """

    def __init__(self, parameters: QueryDict) -> None:
        self.email = fold_email(parameters.get("q", ""))[:MAX_EMAIL]
        self.after = parse_place(parameters.get("after"))
        self.about = parse_place(parameters.get("about"))
        self.by = parse_place(parameters.get("by"))
        self.history = parse_place_in_history(parameters)
        self.queue = Queue.CLOSED if parameters.get("state") == "closed" else Queue.OPEN
        self.dismissed = _count(parameters.get("dismissed"))
        self.left = _count(parameters.get("left"))
        category = parameters.get("category")
        self.category = parse_category(category) if category else None


class ChosenMessagesField(forms.Field):
    """Numbers of messages. Raises BadRequest for what is none."""

    widget = forms.SelectMultiple

    def to_python(self, value: Sequence[str] | None) -> frozenset[int]:
        return frozenset(parse_cursor(number) for number in value or ())

    def validate(self, value: frozenset[int]) -> None:
        super().validate(sorted(value))
        if len(value) > MAX_CHOSEN:
            most = ngettext_lazy(
                "Choose at most %d message.", "Choose at most %d messages.", MAX_CHOSEN
            )
            raise ValidationError(most % MAX_CHOSEN, code="too_many")


class ReportForm(forms.Form):
    messages = ChosenMessagesField(
        label=_("Messages"), error_messages={"required": _("Choose at least one message.")}
    )
    category = forms.ChoiceField(
        label=_("Reason"),
        choices=list(CATEGORIES.items()),
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose one of these.")),
    )
    comment = BodyField(
        label=_("What happened"),
        max_length=MAX_COMMENT,
        error_messages={"required": _("Say in a few words what happened.")},
    )
    block = forms.BooleanField(required=False)

    def forgive_what_is_missing(self) -> None:
        """For somebody who has not come to the end: too many messages are worth a word."""
        for name in ("category", "comment") if self.chosen else self.fields:
            self.errors.pop(name, None)

    @property
    def chosen(self) -> frozenset[int]:
        """The numbers as they were given, also where there are too many."""
        given = self["messages"].value() or ()
        return frozenset(parse_cursor(str(number)) for number in given)

    @property
    def complaint(self) -> Complaint:
        said = self.cleaned_data
        category = Category(said["category"])
        seen = self.data.get("seen")
        return Complaint(
            *(category, said["comment"], said["messages"]),
            wants_block=said["block"],
            seen=None if seen is None else parse_cursor(seen),
        )


class Glance:
    """A report that somebody looks at before they send it: other messages, or what staff see.

    Raises BadRequest.
    """

    def __init__(self, data: QueryDict) -> None:
        self.is_wanted = any(name in data for name in ("preview", "before", "after"))
        self.cursor = parse_page_cursor(data) if self.is_wanted else Cursor()
