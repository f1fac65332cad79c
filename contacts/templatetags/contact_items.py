from collections.abc import Iterable

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from chatscape.rendered import joined, renderer
from contacts.domain import Contact

register = template.Library()


@register.simple_tag(takes_context=True)
def nobody_yet(context: Context) -> bool:
    """Whether a list is empty, and not because it was narrowed."""
    return not context["contacts"] and not context.get("q")


@register.simple_tag
def contact_items(contacts: Iterable[Contact], shown: object, *, requests: bool) -> SafeString:
    """The rows of one half of the list; `shown` is whose conversation is open, if any is."""
    open_id = shown.id if isinstance(shown, Contact) else None
    row = renderer("contacts/_contact.html")
    rows = (
        row(contact=contact, is_open=contact.id == open_id)
        for contact in contacts
        if contact.is_request == requests
    )
    return joined(rows)
