"""Reads the process environment and names everything wrong with it in one message."""

from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

LOOPBACK = {"localhost", "127.0.0.1", "[::1]"}
MIN_SECRET_KEY = 50  # characters, and
MIN_SECRET_KEY_VARIETY = 5  # different ones, as Django's own check asks


def is_origin(value: str) -> bool:
    """A scheme and a host, over plain http only on this machine."""
    parts = urlsplit(value)
    if f"{parts.scheme}://{parts.netloc}" != value or not parts.hostname or parts.username:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and is_loopback(value))


def is_loopback(value: str) -> bool:
    return urlsplit(value).netloc.rsplit(":", 1)[0] in LOOPBACK


def is_secret_key(value: str) -> bool:
    return len(value) >= MIN_SECRET_KEY and len(set(value)) >= MIN_SECRET_KEY_VARIETY


def is_endpoint(value: str) -> bool:
    """Like an origin, but a path may follow."""
    parts = urlsplit(value)
    return is_origin(f"{parts.scheme}://{parts.netloc}") and not parts.fragment


class Environment:
    """Values by name; call `check` after the last one.

    `required` values have a default only where the site is a local one.
    """

    def __init__(self, variables: Mapping[str, str]) -> None:
        self._variables = variables
        self._problems: list[str] = []
        self.names: list[str] = []
        self.is_local = is_loopback(variables.get("CHATSCAPE_ORIGIN", "http://localhost:8000"))

    def text(
        self,
        name: str,
        default: str = "",
        *,
        required: bool = False,
        valid: Callable[[str], bool] = bool,
        expected: str = "a value",
    ) -> str:
        self.names.append(name)
        value = self._variables.get(name, "").strip()
        if value and not valid(value):
            self._problems.append(f"{name} must be {expected}")
        elif not value and required and not self.is_local:
            self._problems.append(f"{name} is missing: {expected}")
        return value or default

    def count(self, name: str, default: int) -> int:
        value = self.text(
            name,
            str(default),
            valid=lambda value: value.isascii() and value.isdigit() and int(value) > 0,
            expected="a whole number above 0",
        )
        return int(value) if value.isascii() and value.isdigit() else default

    def switch(self, name: str) -> bool:
        value = self.text(name, valid=lambda value: value in {"0", "1"}, expected="0 or 1")
        return value == "1"

    def words(self, name: str) -> list[str]:
        return self.text(name).split()

    def refuse(self, problem: str) -> None:
        self._problems.append(problem)

    def check(self) -> None:
        if self._problems:
            raise ImproperlyConfigured(
                "The environment is not complete:\n" + "\n".join(f"- {p}" for p in self._problems)
            )
