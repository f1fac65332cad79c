"""What staff do about reports: each a form of the pages, and then the page again."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.http import ChatRequest
from chatscape.logs import Event
from chatscape.logs import report as log
from chatscape.pseudonyms import pseudonym
from chatscape.responses import go_on, not_found
from chatscape.wiring import deciding

from .domain import BrokenSeal, Moved, NoJudge, NoSuchReport, TakenByAnother
from .forms import QueueQuery
from .staff_forms import DecisionForm, DismissForm, ReasonForm, parse_revision
from .staff_views import detail, index


def take(request: ChatRequest, report_id: str) -> HttpResponse:
    seen = parse_revision(request.POST)
    return _act(request, report_id, lambda: deciding().take(request.user, report_id, seen))


def put_back(request: ChatRequest, report_id: str) -> HttpResponse:
    seen = parse_revision(request.POST)
    return _act(request, report_id, lambda: deciding().put_back(request.user, report_id, seen))


def decide(request: ChatRequest, report_id: str) -> HttpResponse:
    seen, form = parse_revision(request.POST), DecisionForm(request.POST)

    def act() -> None:
        deciding().decide(request.user, report_id, seen, form.decision)

    return _fill_in(request, report_id, act, seen, decision=form)


def reverse_decision(request: ChatRequest, report_id: str) -> HttpResponse:
    seen, form = parse_revision(request.POST), ReasonForm(request.POST)

    def act() -> None:
        deciding().reverse(request.user, report_id, seen, form.cleaned_data["reason"])

    return _fill_in(request, report_id, act, seen, reversal=form)


def lift(request: ChatRequest, report_id: str) -> HttpResponse:
    form = ReasonForm(request.POST)

    def act() -> None:
        deciding().lift(request.user, report_id, form.cleaned_data["reason"])

    return _fill_in(request, report_id, act, None, lifting=form)


def restore(request: ChatRequest, report_id: str) -> HttpResponse:
    form = ReasonForm(request.POST)

    def act() -> None:
        deciding().restore(request.user, report_id, form.cleaned_data["reason"])

    return _fill_in(request, report_id, act, None, restoring=form)


def dismiss(request: ChatRequest) -> HttpResponse:
    """Leads back to where in the queue it was asked for."""
    form, place = DismissForm(request.POST), QueueQuery(request.GET)
    if not form.is_valid():
        return index(request, form)
    said = form.cleaned_data
    done = deciding().dismiss(request.user, said["reports"], said["reason"])
    if done:
        log(Event.MODERATED, act="dismiss", user=pseudonym(request.user.id), reports=done)
    outcome: dict[str, object] = {"dismissed": done, "left": len(said["reports"]) - done}
    if place.category:
        outcome["category"] = place.category
    return go_on(request, f"{reverse('admin:index')}?{urlencode(outcome)}")


def _fill_in(
    request: ChatRequest,
    report_id: str,
    act: Callable[[], None],
    seen: int | None,
    **form: ReasonForm,
) -> HttpResponse:
    """Does it where the form is filled in; that its report has moved matters more than errors."""
    (given,) = form.values()
    if given.is_valid():
        return _act(request, report_id, act, **form)

    def look() -> None:
        deciding().seen(request.user, report_id, seen)

    return _not_done(request, report_id, _problem(look), **form)


def _act(
    request: ChatRequest, report_id: str, act: Callable[[], None], **form: ReasonForm
) -> HttpResponse:
    if problem := _problem(act):
        return _not_done(request, report_id, problem, **form)
    match = request.resolver_match
    verb = match.url_name if match else ""
    log(Event.MODERATED, act=verb or "", user=pseudonym(request.user.id), report=report_id)
    return go_on(request, reverse("admin:report", args=[report_id]))


def _not_done(
    request: ChatRequest, report_id: str, problem: str | None, **form: ReasonForm
) -> HttpResponse:
    """The report as it is now; where there is no problem, the form says what is wrong."""
    typed = request.POST.get("reason")
    status = 409 if problem else 422
    return detail(request, report_id, status, problem=problem, typed=typed, **form)


def _problem(act: Callable[[], None]) -> str | None:
    """Does something, or says why nothing was done."""
    try:
        act()
    except NoSuchReport:
        not_found()
    except Moved:
        return _("This report has changed in the meantime. Nothing was done; look at it again.")
    except TakenByAnother:
        return _("Somebody else has this report in hand. Nothing was done.")
    except NoJudge:
        return _("You have reported this person yourself: somebody else decides.")
    except BrokenSeal:
        return _("What is stored of this report is not what was sealed.")
    return None
