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

from .domain import Moved, NoSuchReport, TakenByAnother
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
    if not form.is_valid():
        return detail(request, report_id, status=422, decision=form)

    def act() -> None:
        deciding().decide(request.user, report_id, form.decision, seen)

    return _act(request, report_id, act, decision=form)


def reverse_decision(request: ChatRequest, report_id: str) -> HttpResponse:
    seen, form = parse_revision(request.POST), ReasonForm(request.POST)
    if not form.is_valid():
        return detail(request, report_id, status=422, reversal=form)

    def act() -> None:
        deciding().reverse(request.user, report_id, seen, form.cleaned_data["reason"])

    return _act(request, report_id, act, reversal=form)


def lift(request: ChatRequest, report_id: str) -> HttpResponse:
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return detail(request, report_id, status=422, lifting=form)

    def act() -> None:
        deciding().lift(request.user, report_id, form.cleaned_data["reason"])

    return _act(request, report_id, act, lifting=form)


def dismiss(request: ChatRequest) -> HttpResponse:
    form = DismissForm(request.POST)
    if not form.is_valid():
        return index(request, form)
    said = form.cleaned_data
    done, left = deciding().dismiss(request.user, said["reports"], said["reason"])
    outcome = urlencode({"dismissed": done, "left": left})
    log(Event.MODERATED, act="dismiss", user=pseudonym(request.user.id), reports=done)
    return go_on(request, f"{reverse('admin:index')}?{outcome}")


def _act(
    request: ChatRequest, report_id: str, act: Callable[[], None], **forms: object
) -> HttpResponse:
    try:
        act()
    except NoSuchReport:
        not_found()
    except Moved:
        problem = _("This report has changed in the meantime. Nothing was done; look at it again.")
    except TakenByAnother:
        problem = _("Somebody else has this report in hand. Nothing was done.")
    else:
        return _done(request, report_id)
    typed = request.POST.get("reason")
    return detail(request, report_id, status=409, problem=problem, typed=typed, **forms)


def _done(request: ChatRequest, report_id: str) -> HttpResponse:
    match = request.resolver_match
    act = match.url_name if match else ""
    log(Event.MODERATED, act=act or "", user=pseudonym(request.user.id), report=report_id)
    return go_on(request, reverse("admin:report", args=[report_id]))
