"""A message's text as HTML: escaped, with its web addresses as links."""

import re

from django import template
from django.utils.html import Urlizer
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


class WebLinks(Urlizer):
    """Links what starts with http:// or https://; everything else stays text."""

    simple_url_2_re = re.compile("(?!)")
    url_template = '<a href="{href}" rel="noopener noreferrer" target="_blank">{url}</a>'

    @staticmethod
    def is_email_simple(value: str) -> bool:
        return False


_links = WebLinks()


@register.filter
def linked(text: str) -> SafeString:
    return mark_safe(_links(text, autoescape=True))  # noqa: S308  # nosec B308 B703
