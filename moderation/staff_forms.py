"""What staff fill in."""

import re
from collections.abc import Sequence

from django import forms
from django.core.exceptions import BadRequest
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from messaging.forms import parse_cursor

from .domain import MAX_DAYS, MAX_REASON, REPORT_ID_PATTERN, Category, Decision, Measure
from .forms import CATEGORIES

FOR_GOOD = "for good"
MEASURES = {
    Measure.DISMISS.value: _("Dismiss: no breach of the rules"),
    Measure.WARN.value: _("Warn"),
    Measure.SUSPEND.value: _("Suspend for some days"),
    FOR_GOOD: _("Suspend for good"),
}
REPORT_ID = re.compile(REPORT_ID_PATTERN, re.ASCII)
DAYS = _("Say for how many days, from 1 to %d.") % MAX_DAYS


def parse_revision(data: QueryDict) -> int:
    """Of a report, as whoever acts on it has seen it. Raises BadRequest."""
    return parse_cursor(data.get("revision", ""))


class ReasonForm(forms.Form):
    reason = forms.CharField(
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


class ReportIdsField(forms.Field):
    """Raises BadRequest for what is no id."""

    widget = forms.SelectMultiple

    def to_python(self, value: Sequence[str] | None) -> list[str]:
        if not all(REPORT_ID.fullmatch(it) for it in value or ()):
            raise BadRequest("There is no such report.")
        return list(dict.fromkeys(value or ()))


class DismissForm(ReasonForm):
    reports = ReportIdsField(
        label=_("Reports"), error_messages={"required": _("Choose at least one report.")}
    )
