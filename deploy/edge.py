"""What proves to the site that a request came through CloudFront, where CloudFront finds it."""

from typing import Any

from .parameters import EDGE_PARAMETER


def put_secret(client: Any, store: str, secret: str) -> bool:
    """Into the store with this ARN. Whether it was missing there or another one."""
    if _secret(client, store) == secret:
        return False
    etag = client.describe_key_value_store(KvsARN=store)["ETag"]
    client.put_key(KvsARN=store, Key=EDGE_PARAMETER, Value=secret, IfMatch=etag)
    return True


def _secret(client: Any, store: str) -> str:
    try:
        return str(client.get_key(KvsARN=store, Key=EDGE_PARAMETER)["Value"])
    except client.exceptions.ResourceNotFoundException:
        return ""
