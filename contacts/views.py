import json
from collections.abc import Callable
from typing import NoReturn
from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.decorators import signed_in
from accounts.domain import UserId
from accounts.http import ChatRequest
from chatscape.logs import Event, report
from chatscape.pseudonyms import pseudonym
from chatscape.responses import SeeOther, invalid_form, not_found, wants_partial
from chatscape.wiring import address_book, contacts

from .domain import Contact, OwnAddress
from .forms import AddContactForm, RenameForm

Change = Callable[[UserId, UserId], None]


@require_POST
@signed_in
def add(request: ChatRequest) -> HttpResponse:
    form = AddContactForm(request.POST)
    if form.is_valid():
        try:
            contact = address_book().add(request.user, **form.cleaned_data)
        except OwnAddress:
            form.add_error("email", _("This is your own address."))
        else:
            response = _listed(request, to=_address(contact.id))
            response.headers["HX-Retarget"] = "#contacts"  # which news may have renewed meanwhile
            response.headers["HX-Trigger"] = json.dumps({"contact-added": {"id": contact.id}})
            return response
    return _invalid_add(request, form)


@require_POST
@signed_in
def accept(request: ChatRequest, contact: UserId) -> HttpResponse:
    return _change(request, contact, contacts().accept)


@require_POST
@signed_in
def rename(request: ChatRequest, contact: UserId) -> HttpResponse:
    found = own_contact(request, contact)
    form = RenameForm(request.POST)
    if not form.is_valid():
        context = {"contact": found, "rename_form": form}
        return invalid_form(
            request,
            "contacts/_rename_form.html",
            "#rename-contact",
            "contacts/rename.html",
            context,
        )
    contacts().rename(request.user.id, found.id, form.cleaned_data["name"])
    return _changed(request, found)


@require_POST
@signed_in
def block(request: ChatRequest, contact: UserId) -> HttpResponse:
    return _change(request, contact, contacts().block)


@require_POST
@signed_in
def unblock(request: ChatRequest, contact: UserId) -> HttpResponse:
    return _change(request, contact, contacts().unblock)


@require_POST
@signed_in
def remove(request: ChatRequest, contact: UserId) -> HttpResponse:
    found = own_contact(request, contact)
    contacts().remove(request.user.id, found.id)
    return _listed(request, to=reverse("messaging:inbox"))


def own_contact(request: ChatRequest, contact: UserId) -> Contact:
    """The record, found through its owner; for everybody else there is none."""
    return contacts().find(request.user.id, contact) or refuse(request)


def refuse(request: ChatRequest) -> NoReturn:
    """Nothing tells the answer for somebody else's from that for nobody's; the log has the try."""
    report(Event.ACCESS_REFUSED, user=pseudonym(request.user.id))
    not_found()


def _change(request: ChatRequest, contact: UserId, change: Change) -> HttpResponse:
    found = own_contact(request, contact)
    change(request.user.id, found.id)
    return _changed(request, found)


def _changed(request: ChatRequest, contact: Contact) -> HttpResponse:
    """The list as it is now, and the controls of the conversation with it."""
    if not wants_partial(request):
        return SeeOther(_address(contact.id))
    listed = contacts().all(request.user.id)
    shown = next((row for row in listed if row.id == contact.id), None)
    context = {"contacts": listed, "contact": shown, "client_id": str(uuid4())}
    return render(request, "contacts/_changed.html", context)


def _listed(request: ChatRequest, *, to: str) -> HttpResponse:
    """The list alone, or without htmx another page."""
    if not wants_partial(request):
        return SeeOther(to)
    context = {"contacts": contacts().all(request.user.id)}
    return render(request, "contacts/_list.html", context)


def _invalid_add(request: ChatRequest, form: AddContactForm) -> HttpResponse:
    context = {
        "form": form,
        "add_form": form,
        "contacts": [] if wants_partial(request) else contacts().all(request.user.id),
        "version": request.user.inbox_version,
    }
    return invalid_form(
        request, "contacts/_add_form.html", "#add-contact", "messaging/chats.html", context
    )


def _address(contact: UserId) -> str:
    return reverse("messaging:conversation", args=[contact])
