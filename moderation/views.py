from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.decorators import signed_in
from accounts.domain import UserId
from accounts.http import ChatRequest
from chatscape.logs import Event
from chatscape.logs import report as log
from chatscape.responses import SeeOther, go_on, invalid_form, wants_partial
from chatscape.wiring import reporting, sanctions, users
from contacts.domain import Contact
from contacts.views import own_contact

from .domain import Complaint, Filed, NothingReported, UnknownMessage
from .forms import Glance, ReportForm, parse_category, parse_place
from .screens import Context, received, report_page, reports_page


@require_http_methods(["GET", "POST"])
@signed_in
def report(request: ChatRequest, contact: UserId) -> HttpResponse:
    found = own_contact(request, contact)
    if request.method == "GET":
        return _shown(request, report_page(request.user, found))
    form, glance = ReportForm(request.POST), Glance(request.POST)
    if glance.is_wanted:
        form.forgive_what_is_missing()
        return _shown(request, report_page(request.user, found, form, glance.cursor))
    if form.is_valid() and (filed := _filed(request, found, form)):
        return _received(request, found, form.complaint, filed)
    context = report_page(request.user, found, form)
    return invalid_form(
        request, "moderation/_report_form.html", "#report-form", "moderation/report.html", context
    )


@require_safe
@signed_in
def reports(request: ChatRequest) -> HttpResponse:
    before = parse_place(request.GET.get("before"))
    return render(
        request,
        "moderation/reports.html",
        reports_page(request.user, before, again="again" in request.GET),
    )


@require_POST
@signed_in
def read_answers(request: ChatRequest) -> HttpResponse:
    users().has_read_answers(request.user.id)
    return go_on(request, reverse("moderation:reports"))


@require_POST
@signed_in
def acknowledge(request: ChatRequest) -> HttpResponse:
    """A warning that staff gave; whoever has none has acknowledged it before."""
    sanctions().acknowledge(request.user, parse_category(request.POST.get("category")))
    return go_on(request, reverse("messaging:inbox"))


def _shown(request: ChatRequest, context: Context) -> HttpResponse:
    template = "_report.html" if wants_partial(request) else "report.html"
    response = render(request, f"moderation/{template}", context)
    response.headers["HX-Push-Url"] = "false"  # the dialog stands over the conversation
    return response


def _received(
    request: ChatRequest, contact: Contact, complaint: Complaint, filed: Filed
) -> HttpResponse:
    """What it changes of the page, whose dialog closes; or without htmx another page."""
    if not wants_partial(request):
        return SeeOther(reverse("moderation:reports") + ("" if filed.is_new else "?again=1"))
    context = received(request.user, contact, complaint) | {"filed": filed}
    response = render(request, "moderation/_received.html", context)
    response.headers["HX-Retarget"] = "#contacts"  # which news may have renewed meanwhile
    response.headers["HX-Trigger"] = "report-received"
    return response


def _filed(request: ChatRequest, contact: Contact, form: ReportForm) -> Filed | None:
    try:
        filed = reporting().file(request.user, contact, form.complaint)
    except NothingReported:
        form.add_error("messages", _("Choose at least one message that they wrote."))
    except UnknownMessage:
        form.add_error("messages", _("There is no such message in this conversation."))
    else:
        log(Event.REPORTED, report=filed.report.id, category=filed.report.category)
        return filed
    return None
