"""What API Gateway sends to the function for a request that came through CloudFront."""

import copy
import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from pathlib import Path
from typing import Any

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
    event["headers"] |= {"content-length": str(len(body)), **(headers or {})}
    if body:
        event |= {"body": b64encode(body).decode(), "isBase64Encoded": True}
    return event


def body_of(answer: Mapping[str, Any]) -> bytes:
    """As a browser gets it."""
    body = str(answer["body"])
    return b64decode(body) if answer["isBase64Encoded"] else body.encode()


def cookies_of(answer: Mapping[str, Any]) -> dict[str, str]:
    pairs = [cookie.strip().split(";", 1)[0].partition("=") for cookie in answer["cookies"]]
    return {name: value for name, _, value in pairs}
