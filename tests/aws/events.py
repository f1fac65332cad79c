"""What API Gateway sends to the function for a request that came through CloudFront.

Like the example of payload 2.0 in Amazon's guide to HTTP APIs, with the headers that CloudFront
adds. It came by the edge, unless its headers say otherwise.
"""

import copy
import gzip
import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import brotli

Answer = dict[str, Any]

UNPACK: dict[str, Callable[[bytes], bytes]] = {
    "": bytes,
    "br": brotli.decompress,
    "gzip": gzip.decompress,
}
EDGE_SECRET = "an-edge-secret-that-only-the-distribution-knows-and-nobody-else"

DOCUMENTED = json.loads((Path(__file__).parent / "http_api_event.json").read_text())


def http_event(
    method: str,
    path: str,
    *,
    query: str = "",
    headers: Mapping[str, str] | None = None,
    cookies: Mapping[str, str] | None = None,
    body: bytes = b"",
) -> dict[str, Any]:
    event = copy.deepcopy(DOCUMENTED)
    event |= {"rawPath": path, "rawQueryString": query}
    event["cookies"] = [f"{name}={value}" for name, value in (cookies or {}).items()]
    event["requestContext"]["http"] |= {"method": method, "path": path}
    ours = {"content-length": str(len(body)), "x-chatscape-edge": EDGE_SECRET}
    event["headers"] |= {**ours, **(headers or {})}
    if body:
        event |= {"body": b64encode(body).decode(), "isBase64Encoded": True}
    return event


def body_of(answer: Answer) -> bytes:
    """As a browser gets and unpacks it."""
    text = str(answer["body"])
    body = b64decode(text) if answer["isBase64Encoded"] else text.encode()
    return UNPACK[answer["headers"].get("content-encoding", "")](body)


def cookies_of(answer: Answer) -> dict[str, str]:
    pairs = [cookie.strip().split(";", 1)[0].partition("=") for cookie in answer["cookies"]]
    return {name: value for name, _, value in pairs}
