"""Waits until the site answers people, and can reach its store."""

import http.client
import time
from urllib.parse import urlsplit

from .options import DeployError

PATIENCE = 15 * 60  # seconds; a new name takes a while to be known everywhere
LOOK_EVERY = 5.0  # seconds
ANSWER_WITHIN = 30  # seconds


def wait_until_ready(
    origin: str, *, patience: float = PATIENCE, look_every: float = LOOK_EVERY
) -> None:
    """Raises DeployError with the last answer."""
    print(f"Waiting for {origin}/readyz (at most {patience / 60:g} minutes) ...", flush=True)
    give_up_at = time.monotonic() + patience
    while (answer := _answer(origin)) != "200":
        if time.monotonic() > give_up_at:
            raise DeployError(f"{origin}/readyz is not ready. Its last answer: {answer}")
        time.sleep(look_every)


def _answer(origin: str) -> str:
    parts = urlsplit(origin)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.netloc, timeout=ANSWER_WITHIN)
    try:
        connection.request("GET", "/readyz")
        return str(connection.getresponse().status)
    except (OSError, http.client.HTTPException) as error:
        return type(error).__name__
    finally:
        connection.close()
