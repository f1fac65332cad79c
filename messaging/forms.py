import re
import unicodedata
from uuid import UUID

from django import forms
from django.core.exceptions import BadRequest, ValidationError
from django.http import Http404, QueryDict
from django.utils.formats import number_format
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.domain import USER_ID_PATTERN, UserId

from .domain import MAX_BODY_BYTES, MAX_BODY_CHARACTERS, BodyTooLarge, Cursor, Draft

CURSOR = re.compile(r"[0-9]{1,12}", re.ASCII)
CLIENT_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII | re.IGNORECASE)
INVISIBLE_CATEGORIES = {"Cc", "Cf", "Mn", "Me", "Zl", "Zp", "Zs"}
INVISIBLE_LETTERS = {"\u115f", "\u1160", "\u2800", "\u3164", "\uffa0"}
CHARACTERS = lazy(number_format, str)(MAX_BODY_CHARACTERS, force_grouping=True)
UNREADABLE = "\ufffd"  # stands where the browser sent bytes that are not UTF-8


def parse_cursor(value: str | None) -> int:
    """A message number from an address. Raises BadRequest."""
    if value is None or not CURSOR.fullmatch(value):
        raise BadRequest("A cursor is a message number.")
    return int(value)


def parse_page_cursor(parameters: QueryDict) -> Cursor:
    """Where a page of messages lies: `before` or `after` a number, or at the end.

    Raises BadRequest.
    """
    given = [name for name in ("before", "after") if name in parameters]
    if len(given) > 1:
        raise BadRequest("One cursor only.")
    return Cursor(**{name: parse_cursor(parameters.get(name)) for name in given})


def parse_user_id(value: str) -> UserId:
    """Raises Http404 where the value cannot be anyone's id."""
    if not re.fullmatch(USER_ID_PATTERN, value):
        raise Http404
    return UserId(value)


def parse_client_id(value: str | None) -> str:
    """The browser's UUID in its one spelling. Raises BadRequest."""
    if value is None or not CLIENT_ID.fullmatch(value):
        raise BadRequest("A client id is a UUID.")
    return str(UUID(value))


class BodyField(forms.CharField):
    widget = forms.Textarea

    def to_python(self, value: str | None) -> str:
        text = (value or "").replace("\r\n", "\n").replace("\r", "\n")
        return "" if _is_invisible(text) else str(super().to_python(text))

    def validate(self, value: str) -> None:
        super().validate(value)
        if UNREADABLE in value:
            raise ValidationError(_("Some characters could not be read."), code="unreadable")


class MessageForm(forms.Form):
    body = BodyField(
        label=_("Message"),
        max_length=MAX_BODY_CHARACTERS,
        error_messages={
            "required": _("Write a message first."),
            "max_length": format_lazy(
                _("A message has at most {limit} characters."), limit=CHARACTERS
            ),
        },
    )

    def read(self) -> None:
        """Refuse what no person typed. Raises BodyTooLarge, BadRequest."""
        if len(self.data.get("body", "").encode(errors="surrogatepass")) > MAX_BODY_BYTES:
            raise BodyTooLarge
        self.client_id = parse_client_id(self.data.get("client_id"))

    def is_from(self, user: UserId) -> bool:
        """Whether this person wrote it, as far as it says who did: it may have waited long."""
        return self.data.get("user") in (None, user)

    @property
    def draft(self) -> Draft:
        return Draft(self.cleaned_data["body"], self.client_id)


class UpdatesQuery:
    """What a page has, as `/updates/` is asked with it. Raises BadRequest, Http404."""

    def __init__(self, parameters: QueryDict) -> None:
        self.version = parse_cursor(parameters.get("version"))
        self.user = parameters.get("user")
        self.contact: UserId | None = None
        self.after: int | None = None
        if contact := parameters.get("contact"):
            self.contact = parse_user_id(contact)
        if self.contact and "after" in parameters:
            self.after = parse_cursor(parameters.get("after"))

    def is_from(self, user: UserId) -> bool:
        """Whether the page was given to this person, as far as it says to whom it was."""
        return self.user in (None, user)


def _is_invisible(text: str) -> bool:
    return all(
        character in INVISIBLE_LETTERS or unicodedata.category(character) in INVISIBLE_CATEGORIES
        for character in text
    )
