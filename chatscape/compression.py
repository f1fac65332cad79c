"""Answers as short as they can be made in little time, and of a length that tells little.

Whoever sees lengths and can put text into a page could guess at what stands beside it (BREACH). The
token of forms is masked anew in each answer, and every length is off by a random number of bytes.
"""

import re
import secrets

import brotli
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers

TAKES_BROTLI = re.compile(r"\bbr\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))")
QUALITY = 5  # of 11: a tenth shorter than gzip as Django has it, in the same time
WINDOW = 17  # bits: 128 KB, as much as a page has; the default takes 4 MB for each thread
LEAST = 200  # bytes


class Compression(GZipMiddleware):
    """Brotli for who takes it; else Django's gzip, whose header has a name of random length."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        takes_brotli = TAKES_BROTLI.search(request.META.get("HTTP_ACCEPT_ENCODING", ""))
        if not takes_brotli or not isinstance(response, HttpResponse):
            return super().process_response(request, response)
        if response.has_header("Content-Encoding"):
            return response
        patch_vary_headers(response, ("Accept-Encoding",))
        if len(response.content) >= LEAST:
            response.content = brotli.compress(response.content, quality=QUALITY, lgwin=WINDOW)
            response.headers["Content-Encoding"] = "br"
            response.headers["Content-Length"] = str(len(response.content))
            response.headers["X-Padding"] = "0" * (1 + secrets.randbelow(self.max_random_bytes))
        return response
