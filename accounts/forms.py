"""The one rule for names and the one rule for e-mail addresses."""

import unicodedata
from typing import Any, NoReturn

import regex
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import gettext_lazy as _

from accounts.domain import fold_email

MAX_NAME_GRAPHEMES = 80
MAX_NAME_BYTES = 325
MAX_TYPED_BYTES = 4 * MAX_NAME_BYTES  # what normalising, which is slow on long text, may see
MAX_MARKS_IN_A_ROW = 6
MAX_EMAIL = 254
MAX_LOCAL_PART = 64

BESIDE_A_NAME = regex.compile(r"^[\s\u200c\u200d]+|[\s\u200c\u200d]+$")
# Emoji and several scripts need joiners and variation selectors. Whatever else cannot be seen, or
# turns around what follows, has no place in a name.
NEVER_IN_A_NAME = regex.compile(
    r"[[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\ufffd]"
    r"--[\u200c\u200d\ufe0e\ufe0f]]|\p{Noncharacter_Code_Point}",
    regex.VERSION1,
)
VISIBLE = regex.compile(r"[^\p{Z}\p{M}\p{Default_Ignorable_Code_Point}\u2800]")
TOO_MANY_MARKS = regex.compile(rf"\p{{M}}{{{MAX_MARKS_IN_A_ROW + 1}}}")
GRAPHEME = regex.compile(r"\X")

LABEL = r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
PLAIN_ADDRESS = regex.compile(
    rf"[a-z0-9.!#$%&'*+/=?^_`{{|}}~-]{{1,{MAX_LOCAL_PART}}}@(?:{LABEL}\.)+(?=[a-z]){LABEL}"
)


class NameField(forms.CharField):
    """What a person is called: a line that can be seen, in any script."""

    default_error_messages = {
        "required": _("Enter a name."),
        "too_long": _("This name is too long."),
        "characters": _("This name contains characters that cannot be shown."),
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(strip=False, **options)

    def to_python(self, value: object) -> str:
        typed = super().to_python(value) or ""
        self._check_size(typed, MAX_TYPED_BYTES)
        if NEVER_IN_A_NAME.search(trimmed := BESIDE_A_NAME.sub("", typed)):
            self._refuse("characters")
        name = unicodedata.normalize("NFC", trimmed)
        self._check_size(name, MAX_NAME_BYTES)
        if TOO_MANY_MARKS.search(name):
            self._refuse("characters")
        if len(GRAPHEME.findall(name)) > MAX_NAME_GRAPHEMES:
            self._refuse("too_long")
        return name if VISIBLE.search(name) else ""

    def _check_size(self, text: str, limit: int) -> None:
        if len(text.encode(errors="surrogatepass")) > limit:
            self._refuse("too_long")

    def _refuse(self, code: str) -> NoReturn:
        raise ValidationError(self.error_messages[code], code=code)


class EmailAddressField(forms.EmailField):
    """An address in its folded form. ASCII only: look-alikes must not pass for one another."""

    default_error_messages = {
        "required": _("Enter an e-mail address."),
        "invalid": _("Enter an e-mail address like name@example.com."),
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=MAX_EMAIL, **options)
        self.validators = [self._check]

    def to_python(self, value: object) -> str:
        address = (super().to_python(value) or "").strip()
        if not address.isascii() or len(address) > MAX_EMAIL:
            self._refuse()
        return fold_email(address)

    def _check(self, address: str) -> None:
        if not PLAIN_ADDRESS.fullmatch(address):
            self._refuse()
        EmailValidator(message=self.error_messages["invalid"], allowlist=[])(address)

    def _refuse(self) -> NoReturn:
        raise ValidationError(self.error_messages["invalid"], code="invalid")


class LanguageForm(forms.Form):
    language = forms.ChoiceField(
        label=_("Language"),
        choices=lambda: settings.LANGUAGES,
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), _("Choose one of these languages.")
        ),
    )


class AccountForm(forms.Form):
    name = NameField(label=_("Display name"))
