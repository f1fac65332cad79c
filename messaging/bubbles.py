"""Messages as HTML, each rendered once for all that it shows."""

from typing import Protocol

from django.utils.safestring import SafeString

from chatscape.rendered import renderer

from .domain import Message

TEMPLATE = "messaging/_message.html"
LONG = 1_000  # characters; longer ones are rare, and would fill a process with themselves


class Bubble(Protocol):
    """`writer` is who wrote it, unless the reader did; `is_joined`: it goes on a group."""

    def __call__(
        self, message: Message, writer: str = "", *, is_joined: bool = False
    ) -> SafeString: ...


def bubbles(*, is_news: bool = False) -> Bubble:
    """Makes those of one answer. News is shown once, and is no news on the next page."""
    kept, anew = renderer(TEMPLATE, keeps=not is_news), renderer(TEMPLATE, keeps=False)

    def bubble(message: Message, writer: str = "", *, is_joined: bool = False) -> SafeString:
        render = kept if len(message.body) <= LONG else anew
        return render(message=message, writer=writer, is_joined=is_joined, is_news=is_news)

    return bubble
