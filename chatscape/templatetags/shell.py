from django import template
from django.conf import settings

from chatscape import shell

register = template.Library()


@register.simple_tag
def shell_version() -> str:
    """What the page was made for, so that it knows when another version has come."""
    return shell.version()


@register.simple_tag
def site_origin() -> str:
    """Where the site is, whatever a proxy calls it."""
    return str(settings.CHATSCAPE_ORIGIN)
