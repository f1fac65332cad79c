from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.decorators import signed_in
from accounts.domain import UserId
from accounts.http import ChatRequest
from chatscape.responses import SeeOther, invalid_form, not_found, wants_partial
from chatscape.wiring import address_book, contacts

from .domain import Contact, OwnAddress
from .forms import AddContactForm, RenameForm


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
            if wants_partial(request):
                return _changed(request, None)
            return SeeOther(reverse("messaging:conversation", args=[contact.id]))
    return _invalid_add(request, form)


@require_POST
@signed_in
def accept(request: ChatRequest, contact: UserId) -> HttpResponse:
    found = _found(request, contact)
    contacts().accept(request.user.id, found.id)
    return _changed(request, found)


@require_POST
@signed_in
def rename(request: ChatRequest, contact: UserId) -> HttpResponse:
    found = _found(request, contact)
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
    found = _found(request, contact)
    contacts().block(request.user.id, found.id)
    return _changed(request, found)


@require_POST
@signed_in
def unblock(request: ChatRequest, contact: UserId) -> HttpResponse:
    found = _found(request, contact)
    contacts().unblock(request.user.id, found.id)
    return _changed(request, found)


@require_POST
@signed_in
def remove(request: ChatRequest, contact: UserId) -> HttpResponse:
    found = _found(request, contact)
    contacts().remove(request.user.id, found.id)
    if wants_partial(request):
        return _changed(request, None)
    return SeeOther(reverse("messaging:inbox"))


def _found(request: ChatRequest, contact: UserId) -> Contact:
    return contacts().find(request.user.id, contact) or not_found()


def _changed(request: ChatRequest, contact: Contact | None) -> HttpResponse:
    """The list as it is now, and the open conversation's own controls with it."""
    if contact and not wants_partial(request):
        return SeeOther(reverse("messaging:conversation", args=[contact.id]))
    listed = contacts().all(request.user.id)
    shown = next((row for row in listed if contact and row.id == contact.id), None)
    return render(request, "contacts/_changed.html", {"contacts": listed, "contact": shown})


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
