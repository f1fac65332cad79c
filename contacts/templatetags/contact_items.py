from django import template
from django.utils.safestring import SafeString

from chatscape.rendered import rendered
from contacts.domain import Contact

register = template.Library()


@register.simple_tag
def contact_item(contact: Contact, shown: object) -> SafeString:
    """A row of the list; `shown` is whose conversation is open, if any is."""
    is_open = isinstance(shown, Contact) and shown.id == contact.id
    return rendered("contacts/_contact.html", contact=contact, is_open=is_open)
