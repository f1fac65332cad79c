from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.decorators import signed_in
from accounts.domain import UserId
from accounts.http import ChatRequest
from chatscape.responses import (
    SeeOther,
    invalid_form,
    partial_or_redirect,
    wants_partial,
)
from chatscape.wiring import messages, messenger
from contacts.domain import Contact
from contacts.views import own_contact, refuse

from .bubbles import bubbles
from .forms import MessageForm, UpdatesQuery, parse_cursor, parse_page_cursor
from .screens import chats, pane, updates_since


@require_safe
@signed_in
def inbox(request: ChatRequest) -> HttpResponse:
    context = chats(request.user, query=request.GET.get("q", ""))
    template = "messaging/_inbox.html" if wants_partial(request) else "messaging/chats.html"
    return render(request, template, context)


@require_safe
@signed_in
def conversation(request: ChatRequest, contact: UserId) -> HttpResponse:
    cursor = parse_page_cursor(request.GET)
    if wants_partial(request):
        found = own_contact(request, contact)
        return render(request, "messaging/_conversation.html", pane(request.user, found, cursor))
    context = chats(request.user, contact, cursor) or refuse(request)
    return render(request, "messaging/chats.html", context)


@require_http_methods(["GET", "POST"])
@signed_in
def log(request: ChatRequest, contact: UserId) -> HttpResponse:
    if request.method == "POST":
        return _send(request, contact)
    found = own_contact(request, contact)
    page = messages().page(request.user.id, found, parse_page_cursor(request.GET))
    return render(request, "messaging/_messages.html", {"contact": found, "page": page})


@require_POST
@signed_in
def read(request: ChatRequest, contact: UserId) -> HttpResponse:
    found = own_contact(request, contact)
    seq = parse_cursor(request.POST.get("seq"))
    changed = messenger().mark_read(request.user.id, found, seq)
    return partial_or_redirect(
        request, "contacts/_contact.html", {"contact": changed}, to=_address(found)
    )


@require_safe
@signed_in(consistent=False)
def updates(request: ChatRequest) -> HttpResponse:
    """What moved since a version: nothing, or the list and the open conversation's news."""
    asked = UpdatesQuery(request.GET)
    if not asked.is_from(request.user.id):
        return HttpResponse(headers={"HX-Refresh": "true"})
    if request.user.inbox_version <= asked.version:
        return HttpResponse(status=204)
    news = updates_since(request.user, asked.version, asked.contact, asked.after)
    context = news or refuse(request)
    response = render(request, "messaging/_updates.html", context)
    if "gone" in context:
        response.headers["HX-Replace-Url"] = reverse("messaging:inbox")
    return response


def _send(request: ChatRequest, contact: UserId) -> HttpResponse:
    form = MessageForm(request.POST)
    form.read()
    if not form.is_from(request.user.id):
        return HttpResponse(status=401, headers={"HX-Refresh": "true"})
    found = own_contact(request, contact)
    if not form.is_valid():
        return _invalid_send(request, found, form)
    message = messenger().send(request.user, found, form.draft)
    if wants_partial(request):
        return HttpResponse(bubbles()(message))
    return SeeOther(f"{_address(found)}#message-{message.seq}")


def _invalid_send(request: ChatRequest, contact: Contact, form: MessageForm) -> HttpResponse:
    context: dict[str, object] = {"contact": contact}
    if not wants_partial(request):
        context = chats(request.user, contact.id) or refuse(request)
    context |= {"form": form, "client_id": form.client_id}
    return invalid_form(
        request, "messaging/_composer.html", "#composer", "messaging/chats.html", context
    )


def _address(contact: Contact) -> str:
    return reverse("messaging:conversation", args=[contact.id])
