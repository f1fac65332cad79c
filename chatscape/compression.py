"""Answers as short as they can be made in little time, and of a length that tells little.

Whoever sees lengths and can put text into a page could guess at what stands beside it (BREACH). The
token of forms is masked anew in each answer, and the length of a page is off by a random number of
bytes. What is no page has nobody's text in it, and browsers compare it byte by byte.
"""

import re
import secrets

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers

try:
    import brotli
except ModuleNotFoundError:  # as in the package for AWS Lambda, which has to be small
    brotli = None  # type: ignore[assignment]

TAKES_BROTLI = re.compile(r"\bbr\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))")
QUALITY = 3  # of 11: as short as gzip, in a third of its time; 4 is 0.4 KB less for 0.5 ms
WINDOW = 17  # bits: 128 KB, as much as a page has; the default takes 4 MB for each thread
LEAST = 1_400  # bytes, which one packet holds
BLANKS = str.maketrans("01", " \n")


class Compression(GZipMiddleware):
    """Brotli where there is any; else Django's gzip, whose header has a name of random length."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        takes_brotli = TAKES_BROTLI.search(request.META.get("HTTP_ACCEPT_ENCODING", ""))
        if not brotli or not takes_brotli or not isinstance(response, HttpResponse):
            return super().process_response(request, response)
        if response.has_header("Content-Encoding") or len(response.content) < LEAST:
            return response
        patch_vary_headers(response, ("Accept-Encoding",))
        is_page = response.headers["Content-Type"].startswith("text/html")
        padding = _padding(self.max_random_bytes) if is_page else b""
        padded = response.content + padding
        response.content = brotli.compress(padded, quality=QUALITY, lgwin=WINDOW)
        _weaken_etag(response)
        response.headers["Content-Encoding"] = "br"
        response.headers["Content-Length"] = str(len(response.content))
        return response


def _weaken_etag(response: HttpResponse) -> None:
    """It was of what is packed, and not of these bytes."""
    etag = response.get("ETag", "")
    if etag.startswith('"'):
        response.headers["ETag"] = f"W/{etag}"


def _padding(most: int) -> bytes:
    """White space that takes up to so many bytes, and a few more, at two to three bits for each."""
    bits = secrets.randbits(1 + secrets.randbelow(4 * most))
    return f"{bits:b}".translate(BLANKS).encode()
