"""Subscribing a browser, and what somebody may change about being notified."""

import time
from collections.abc import Callable
from functools import wraps

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from accounts.decorators import View, signed_in
from accounts.http import ChatRequest, with_query
from accounts.session import Session
from chatscape.responses import SeeOther, not_found, wants_partial
from chatscape.wiring import notifications

from .domain import Device, browser_in, system_in
from .forms import DeviceForm, NotificationsForm, parse_subscription


def where_push_is_on(view: Callable[[ChatRequest], HttpResponse]) -> View[[]]:
    """For whoever is signed in; a site without a key has no such address."""

    @require_POST
    @signed_in
    @wraps(view)
    def guarded(request: ChatRequest) -> HttpResponse:
        return view(request) if notifications().are_on else not_found()

    return guarded


@where_push_is_on
def subscribe(request: ChatRequest) -> HttpResponse:
    """With an `id` in the address, what is known as that is renewed."""
    renews = DeviceForm(request.GET).device_id
    listed = notifications().add(request.user, _device(request), renews=renews)
    return _shown(request, listed)


@where_push_is_on
def remove(request: ChatRequest) -> HttpResponse:
    device_id = DeviceForm(request.POST).device_id
    if device_id:
        notifications().devices.remove(request.user.id, device_id)
    return _shown(request)


@where_push_is_on
def test(request: ChatRequest) -> HttpResponse:
    outcome = notifications().test(request.user, DeviceForm(request.POST).device_id)
    return _shown(request, tested=outcome.name.lower())


@where_push_is_on
def choose(request: ChatRequest) -> HttpResponse:
    form = NotificationsForm(request.POST)
    shows_text = form.is_valid() and form.cleaned_data["shows_text"]
    notifications().devices.show_text(request.user.id, shows_text=shows_text)
    return _shown(request, chosen="1")


def _device(request: ChatRequest) -> Device:
    subscription = parse_subscription(request)
    session = Session.read(request.session) or not_found()
    user_agent = request.headers.get("User-Agent", "")
    return Device(
        subscription=subscription,
        browser=browser_in(user_agent),
        system=system_in(user_agent),
        language=get_language() or "en",
        sid=session.sid,
        epoch=session.epoch,
        since=session.since,
        until=session.until,
        created_at=int(time.time()),
    )


def _shown(request: ChatRequest, listed: object = None, **outcome: str) -> HttpResponse:
    """The devices as they are now, or without htmx the account page, which says what came of it."""
    if not wants_partial(request):
        return SeeOther(f"{with_query(reverse('accounts:account'), outcome)}#notifications")
    known = listed or notifications().of(request.user)
    return render(request, "notifications/_devices.html", {"listed": known, **outcome})
