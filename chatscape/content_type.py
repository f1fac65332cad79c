"""Every request is read as UTF-8, whatever charset it names."""

import re
from collections.abc import Callable, Iterable
from typing import Any

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
WsgiApplication = Callable[[Environ, StartResponse], Iterable[bytes]]

KIND_AND_BOUNDARY = re.compile(r"""[^;]*(;\s*boundary=("[^";]+"|[^\s";]+))?""", re.IGNORECASE)


def in_utf8(application: WsgiApplication) -> WsgiApplication:
    """Keep of a content type what it is and the boundary of its parts.

    Django reads the address by the charset as well, be it no codec for text, and does so where
    nothing can answer an error of it yet.
    """

    def read_in_utf8(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if kept := KIND_AND_BOUNDARY.match(environ.get("CONTENT_TYPE", "")):
            environ["CONTENT_TYPE"] = kept[0]
        return application(environ, start_response)

    return read_in_utf8
