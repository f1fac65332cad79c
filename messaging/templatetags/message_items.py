from collections.abc import Iterator

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from chatscape.rendered import joined, rendered
from messaging.bubbles import bubbles
from messaging.domain import Page

register = template.Library()


@register.simple_tag(takes_context=True)
def message_items(context: Context, page: Page) -> SafeString:
    """The messages of a page, with what stands between them: days, and where the new ones begin.

    The context knows the conversation: user, contact, first_unread.
    """
    return joined(_with_dividers(context, page))


@register.simple_tag(takes_context=True)
def news_items(context: Context, page: Page) -> SafeString:
    """The messages alone, that nobody here asked for."""
    return joined(_messages(context, page, is_news=True))


def _with_dividers(context: Context, page: Page) -> Iterator[SafeString]:
    first_unread, day = context.get("first_unread"), None
    for message, item in zip(page.messages, _messages(context, page, is_news=False), strict=True):
        if message.sent_at.date() != day:
            day = message.sent_at.date()
            yield rendered("messaging/_day.html", day=day)
        if message.seq == first_unread:
            yield rendered("messaging/_unread.html")
        yield item


def _messages(context: Context, page: Page, *, is_news: bool) -> Iterator[SafeString]:
    user, name, going_on = context["user"].id, context["contact"].name, page.joined
    bubble = bubbles(is_news=is_news)
    for message in page.messages:
        writer = "" if message.sender == user else name
        yield bubble(message, writer, is_joined=message.seq in going_on)
