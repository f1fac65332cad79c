from django.contrib import admin
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.http import ChatRequest
from chatscape.logs import Event
from chatscape.logs import report as log
from chatscape.responses import not_found

from .domain import BrokenSeal
from .forms import QueueQuery, parse_place_in_history
from .screens import Context
from .staff_forms import DismissForm
from .staff_screens import queue, report, search


def index(request: ChatRequest, form: DismissForm | None = None) -> HttpResponse:
    asked = QueueQuery(request.GET)
    context = search(request.user, asked) if asked.email else queue(request.user, asked, form)
    status = 422 if form else 200
    return _page(request, "moderation/index.html", _("Reports"), context, status=status)


def detail(request: ChatRequest, report_id: str, status: int = 200, **more: object) -> HttpResponse:
    before, title = parse_place_in_history(request.GET), pgettext("noun", "Report")
    try:
        context = report(request.user, report_id, before, **more) or not_found()
    except BrokenSeal:
        log(Event.SEAL_BROKEN, report=report_id)
        return _page(
            request, "moderation/broken_seal.html", title, {"report_id": report_id}, status=409
        )
    return _page(request, "moderation/detail.html", title, context, status=status)


def _page(
    request: ChatRequest, template: str, title: str, context: Context, *, status: int = 200
) -> HttpResponse:
    around = admin.site.each_context(request)
    return render(request, template, {**around, "title": title, **context}, status=status)
