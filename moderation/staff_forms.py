"""What staff fill in."""

import re
from collections.abc import Sequence

from django import forms
from django.core.exceptions import BadRequest, ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from messaging.forms import BodyField, parse_cursor

from .domain import MAX_DAYS, MAX_REASON, PAGE, REPORT_ID_PATTERN, Category, Decision, Measure
from .forms import CATEGORIES

FOR_GOOD = "for good"
MEASURES = {
    Measure.DISMISS.value: _("Dismiss: no breach of the rules"),
    Measure.WARN.value: _("Warn"),
    Measure.SUSPEND.value: _("Suspend for some days"),
    FOR_GOOD: _("Suspend for good"),
}
SEEN = re.compile(f"({REPORT_ID_PATTERN}):([0-9]{{1,12}})", re.ASCII)
DAYS = _("Say for how many days, from 1 to %d.") % MAX_DAYS


def parse_revision(data: QueryDict) -> int:
    """Of a report, as whoever acts on it has seen it. Raises BadRequest."""
    return parse_cursor(data.get("revision", ""))


class ReasonForm(forms.Form):
    reason = BodyField(
        label=_("Why"),
        max_length=MAX_REASON,
        error_messages={"required": _("Say in a few words why.")},
    )


class DecisionForm(ReasonForm):
    measure = forms.ChoiceField(
        label=_("Decision"),
        choices=list(MEASURES.items()),
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose one of these.")),
    )
    category = forms.ChoiceField(
        label=_("What the warning is about"),
        choices=list(CATEGORIES.items()),
        required=False,
        error_messages={"invalid_choice": _("Choose one of these.")},
    )
    days = forms.IntegerField(
        label=_("Days"),
        required=False,
        min_value=1,
        max_value=MAX_DAYS,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), DAYS),
    )

    def clean(self) -> None:
        said = self.cleaned_data
        if said.get("measure") == Measure.SUSPEND and not said.get("days"):
            self.errors.setdefault("days", self.error_class([DAYS]))

    @property
    def decision(self) -> Decision:
        said = self.cleaned_data
        if said["measure"] == FOR_GOOD:
            return Decision(Measure.SUSPEND, said["reason"])
        about = Category(said["category"]) if said["category"] else None
        return Decision(Measure(said["measure"]), said["reason"], said["days"], about)


class SeenReportsField(forms.Field):
    """Reports, each with its revision, as `<id>:<revision>`. Raises BadRequest for what is none."""

    widget = forms.SelectMultiple

    def to_python(self, value: Sequence[str] | None) -> list[tuple[str, int]]:
        found = [SEEN.fullmatch(it) for it in dict.fromkeys(value or ())]
        if not all(found):
            raise BadRequest("There is no such report.")
        return [(it[1], int(it[2])) for it in found if it]

    def validate(self, value: list[tuple[str, int]]) -> None:
        super().validate(value)
        if len(value) > PAGE:
            raise ValidationError(_("Choose at most %d reports.") % PAGE, code="too_many")


class DismissForm(ReasonForm):
    reports = SeenReportsField(
        label=_("Reports"), error_messages={"required": _("Choose at least one report.")}
    )

    @property
    def chosen(self) -> set[str]:
        """The ids as they were given, also where there are too many."""
        return {str(it).partition(":")[0] for it in self["reports"].value() or ()}
