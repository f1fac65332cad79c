from django import template
from django.template import Context
from django.utils.safestring import SafeString

from chatscape.rendered import rendered, rendered_anew
from messaging.domain import Message

register = template.Library()

LONG = 1_000  # characters; longer ones are rare, and would fill a process with themselves


@register.simple_tag(takes_context=True)
def message_item(context: Context, message: Message, *, is_news: bool = False) -> SafeString:
    """One of a conversation, which the context knows: user, contact, joined."""
    is_mine = message.sender == context["user"].id
    render = rendered if len(message.body) <= LONG else rendered_anew
    return render(
        "messaging/_message.html",
        message=message,
        writer="" if is_mine else context["contact"].name,
        is_joined=message.seq in context["joined"],
        is_news=is_news,
    )
