"""What a local copy is made of: two ports, a folder, and the environment of its processes."""

import errno
import secrets
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

from notifications.vapid import new_private_key

from .data_dir import kept, prepared

EMULATOR = {
    "AWS_DEFAULT_REGION": "eu-west-1",
    **dict.fromkeys(("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"), "local"),
}


class BadOptionError(Exception):
    """Says what is wrong and how to go on."""


@dataclass(frozen=True, slots=True)
class Options:
    port: int
    oidc_port: int
    data_dir: Path

    @property
    def origin(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def issuer(self) -> str:
        return f"http://localhost:{self.oidc_port}"


def from_environment(variables: Mapping[str, str]) -> Options:
    """PORT, OIDC_PORT (the next one) and DATA_DIR. Raises BadOptionError."""
    port = _number("PORT", variables.get("PORT") or "8000")
    oidc_port = _number("OIDC_PORT", variables.get("OIDC_PORT") or str(port + 1))
    if port == oidc_port:
        raise BadOptionError(f"PORT and OIDC_PORT are both {port}: they must differ.")
    return Options(port, oidc_port, prepared(Path(variables.get("DATA_DIR") or "var")))


def _number(name: str, value: str) -> int:
    if not (value.isascii() and value.isdigit() and 0 < int(value) < 65536):
        raise BadOptionError(f"{name}={value} is no port: give a number from 1 to 65535.")
    return int(value)


def check_free(name: str, port: int) -> None:
    """Raises BadOptionError where a browser could meet somebody else at localhost."""
    for family, kind, _, _, address in socket.getaddrinfo(
        "localhost", port, type=socket.SOCK_STREAM
    ):
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(address)
            except OSError as error:
                if error.errno in {errno.EADDRINUSE, errno.EACCES}:
                    raise BadOptionError(
                        f"Port {port} is in use or not ours to take. "
                        f"Choose another one: make run {name}={port + 10}"
                    ) from error


def environment(options: Options, variables: Mapping[str, str]) -> dict[str, str]:
    """Defaults for this copy; what is set already, and not empty, wins."""
    database = quote(str(options.data_dir / "chatscape.sqlite3"))
    defaults = {
        "CHATSCAPE_ORIGIN": options.origin,
        "CHATSCAPE_STORE": f"sqlite:///{database}",
        "CHATSCAPE_SECRET_KEY": kept(options.data_dir / "secret_key", _new_secret).decode(),
        "VAPID_PRIVATE_KEY": kept(options.data_dir / "vapid_key", _new_push_key).decode(),
        "CHATSCAPE_STATIC_ROOT": str(options.data_dir / "static"),
        "OIDC_ISSUER": options.issuer,
    }
    if has_local_provider(options, variables):
        defaults["OIDC_LOGOUT_URL"] = f"{options.issuer}/oauth2/end_session"
    if has_emulated_store(variables):
        defaults |= EMULATOR
    return dict(variables) | {
        name: variables.get(name) or default for name, default in defaults.items()
    }


def _new_secret() -> bytes:
    return secrets.token_urlsafe(64).encode()


def _new_push_key() -> bytes:
    return new_private_key().encode()


def has_local_provider(options: Options, variables: Mapping[str, str]) -> bool:
    return (variables.get("OIDC_ISSUER") or options.issuer) == options.issuer


def has_emulated_store(variables: Mapping[str, str]) -> bool:
    store = urlsplit(variables.get("CHATSCAPE_STORE", ""))
    return store.scheme == "dynamodb" and "endpoint_url" in parse_qs(store.query)
