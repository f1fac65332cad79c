from collections.abc import Hashable

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from chatscape.rendered import filled, rendered

register = template.Library()


@register.simple_tag(takes_context=True)
def kept(context: Context, name: str, **shown: Hashable) -> SafeString:
    """Like `include … only`, but rendered once for all answers that show the same."""
    return filled(rendered(name, **shown), context)
