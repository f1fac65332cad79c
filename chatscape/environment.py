"""Reads the process environment and names everything wrong with it in one message."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from urllib.parse import SplitResult, parse_qs, urlsplit

from django.core.exceptions import ImproperlyConfigured

LOOPBACK = {"localhost", "127.0.0.1", "::1"}
LOCAL_ORIGIN = "http://localhost:8000"
NUMBER = re.compile(r"[0-9]{1,9}", re.ASCII)
MIN_SECRET_KEY = 50  # characters, and
MIN_SECRET_KEY_VARIETY = 5  # different ones, as Django's own check asks

OURS = ("CHATSCAPE_", "OIDC_", "VAPID_")
OF_OTHERS = (  # of compose.yaml, the Caddyfile and `make run`
    *("CHATSCAPE_IMAGE", "CHATSCAPE_ENV_FILE", "CHATSCAPE_UPSTREAM"),
    "OIDC_PORT",
)
OF_KUBERNETES = ("CHATSCAPE_PORT", "CHATSCAPE_SERVICE_")  # where a service has our name


def split(value: str) -> SplitResult | None:
    """The parts of an address; None where it is none, or its port is no number."""
    try:
        parts = urlsplit(value)
        _ = parts.port
    except ValueError:
        return None
    return parts


def is_local(value: str) -> bool:
    """Plain http on this machine: where development defaults are good enough."""
    parts = split(value)
    return parts is not None and parts.scheme == "http" and parts.hostname in LOOPBACK


def is_endpoint(value: str) -> bool:
    """An https address, or one of this machine."""
    parts = split(value)
    if parts is None or not parts.hostname or parts.username or parts.fragment:
        return False
    return parts.scheme == "https" or is_local(value)


def is_origin(value: str) -> bool:
    parts = split(value)
    return is_endpoint(value) and parts is not None and value == f"{parts.scheme}://{parts.netloc}"


def is_secret_key(value: str) -> bool:
    return len(value) >= MIN_SECRET_KEY and len(set(value)) >= MIN_SECRET_KEY_VARIETY


def is_email_address(value: str) -> bool:
    """As far as anything can be sent to it."""
    return re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", value) is not None


def is_parameter_path(value: str) -> bool:
    return re.fullmatch(r"(/[\w.-]+)+", value, re.ASCII) is not None


def is_namespace(value: str) -> bool:
    """Of CloudWatch's metrics."""
    return re.fullmatch(r"[\w.\-/#:]{1,255}", value, re.ASCII) is not None


def is_push_host(value: str) -> bool:
    return value in {"worker", "stream"}


def is_store(value: str) -> bool:
    parts = split(value)
    if parts is None:
        return False
    if parts.scheme == "sqlite":
        return not parts.netloc and len(parts.path) > 1
    options = parse_qs(parts.query, keep_blank_values=True)
    endpoint = options.pop("endpoint_url", ["https://default.example"])
    return (
        parts.scheme == "dynamodb"
        and bool(parts.netloc)
        and parts.path in {"", "/"}
        and not options
        and split(endpoint[0]) is not None
        and endpoint[0].startswith(("http://", "https://"))
    )


@dataclass(frozen=True, slots=True)
class Setting:
    """What one variable says, or its default; a secret is told by its length alone."""

    value: str = field(repr=False)
    is_default: bool
    is_secret: bool

    def __str__(self) -> str:
        if self.is_secret and self.value:
            return f"<secret, {len(self.value)} characters>"
        return self.value


class Environment:
    """Values by name; call `check` after the last one.

    A `required` value has a default on this machine only, and elsewhere must differ from it.
    """

    def __init__(self, variables: Mapping[str, str]) -> None:
        self._variables = self._given = variables
        self._problems: list[str] = []
        self.settings: dict[str, Setting] = {}
        self.is_local = is_local(variables.get("CHATSCAPE_ORIGIN", "").strip() or LOCAL_ORIGIN)

    def read_secrets(self, name: str) -> None:
        """Of what is not set, what AWS Systems Manager has below the path that this one says."""
        path = self.text(name, valid=is_parameter_path, expected="like /chatscape")
        if not path:
            return
        from .aws_parameters import ParametersUnread, parameters_below

        try:
            self._variables = parameters_below(path) | dict(self._variables)
        except ParametersUnread as error:
            self.refuse(f"{name} cannot be read: {error}")

    def text(
        self,
        name: str,
        default: str = "",
        *,
        required: bool = False,
        secret: bool = False,
        valid: Callable[[str], bool] = bool,
        expected: str = "a value",
    ) -> str:
        value = self._variables.get(name, "").strip()
        self.settings[name] = Setting(value or default, not value, secret)
        if value and not valid(value):
            self._problems.append(f"{name} must be {expected}")
        elif required and not self.is_local and not value:
            self._problems.append(f"{name} is missing: {expected}")
        elif required and not self.is_local and value == default:
            self._problems.append(f"{name} must not be the default for this machine")
        return value or default

    def address(self, name: str, default: str = "", *, required: bool = False) -> str:
        """An endpoint; beyond this machine, one that is encrypted."""
        value = self.text(
            name, default, required=required, valid=is_endpoint, expected="an https address"
        )
        if not self.is_local and not self.settings[name].is_default and is_local(value):
            self._problems.append(f"{name} must be an https address")
        return value

    def switch(self, name: str) -> bool:
        value = self.text(name, valid=lambda value: value in {"0", "1"}, expected="0 or 1")
        return value == "1"

    def number(self, name: str, default: int, *, least: int, most: int) -> int:
        def is_valid(value: str) -> bool:
            return NUMBER.fullmatch(value) is not None and least <= int(value) <= most

        expected = f"a whole number from {least} to {most}"
        value = self.text(name, str(default), valid=is_valid, expected=expected)
        return int(value) if is_valid(value) else default

    def secret_keys(self, name: str) -> list[str]:
        keys = self.text(name, secret=True).split()
        if not all(map(is_secret_key, keys)):
            self._problems.append(f"{name} must be keys like CHATSCAPE_SECRET_KEY")
        return keys

    def refuse(self, problem: str) -> None:
        self._problems.append(problem)

    def check(self) -> None:
        """Raises ImproperlyConfigured, also for names that are none of the settings."""
        for name in sorted(self._given):
            is_ours = name.startswith(OURS) and not name.startswith(OF_KUBERNETES)
            if is_ours and name not in self.settings and name not in OF_OTHERS:
                nearest = get_close_matches(name, self.settings, n=1)
                self.refuse(f"{name} is no setting" + "".join(f"; is it {it}?" for it in nearest))
        if self._problems:
            raise ImproperlyConfigured(
                "The environment is not complete:\n" + "\n".join(f"- {p}" for p in self._problems)
            )
