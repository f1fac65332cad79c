from django import template

from chatscape import shell

register = template.Library()


@register.simple_tag
def shell_version() -> str:
    """What the page was made for, so that it knows when another version has come."""
    return shell.version()
