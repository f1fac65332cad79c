"""Messages as HTML, each rendered once for all that it shows."""

from django.utils.safestring import SafeString

from chatscape.rendered import renderer

from .domain import Message

TEMPLATE = "messaging/_message.html"
LONG = 1_000  # characters; longer ones are rare, and would fill a process with themselves


class Bubbles:
    """Those of one answer."""

    def __init__(self, *, is_news: bool = False) -> None:
        self._is_news = is_news
        self._kept, self._anew = renderer(TEMPLATE), renderer(TEMPLATE, keeps=False)

    def render(self, message: Message, writer: str = "", *, is_joined: bool = False) -> SafeString:
        """`writer` is who wrote it, unless the reader did; `is_joined`: it goes on a group."""
        render = self._kept if len(message.body) <= LONG else self._anew
        return render(message=message, writer=writer, is_joined=is_joined, is_news=self._is_news)
