"""Behind a CDN that calls the site by another name than the one that people use."""

import hmac
from collections.abc import Iterable
from urllib.parse import urlsplit

from django.conf import settings

from chatscape.logs import Event, report
from chatscape.outermost import HEALTH_PATH, Environ, StartResponse, WsgiApplication, plain_answer

HEADER = "HTTP_X_CHATSCAPE_EDGE"
REFUSAL = b"ChatScape is not at this address."


def behind_edge(application: WsgiApplication) -> WsgiApplication:
    """Believe only what comes by the edge, which adds a secret header; its host is the site's.

    Whoever calls the origin itself could claim to be any network. They are refused, but for
    asking whether the process lives. Without CHATSCAPE_EDGE_SECRET there is no edge.
    """
    secrets = [_bytes(secret) for secret in settings.CHATSCAPE_EDGE_SECRET]
    host = urlsplit(settings.CHATSCAPE_ORIGIN).netloc

    def answer(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        said = _bytes(environ.pop(HEADER, ""))
        if any(hmac.compare_digest(said, secret) for secret in secrets):
            return application(environ | {"HTTP_HOST": host}, start_response)
        if environ.get("PATH_INFO") == HEALTH_PATH:
            return application(environ, start_response)
        report(Event.EDGE_BYPASSED)
        return plain_answer(start_response, "403 Forbidden", REFUSAL)

    return answer if secrets else application


def _bytes(text: str) -> bytes:
    return text.encode(errors="surrogatepass")
