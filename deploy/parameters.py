"""The secrets in Parameter Store, below the stack's path. What is there already is left alone."""

import hashlib
import secrets
from collections.abc import Callable, Mapping
from typing import Any

from notifications.vapid import new_private_key

KEY_PARAMETER = "CHATSCAPE_SECRET_KEY"
FALLBACKS = f"{KEY_PARAMETER}_FALLBACKS"
EDGE_PARAMETER = "CHATSCAPE_EDGE_SECRET"
CLIENT_PARAMETER = "OIDC_CLIENT_SECRET"

MADE: Mapping[str, Callable[[], str]] = {
    KEY_PARAMETER: lambda: secrets.token_urlsafe(64),
    "VAPID_PRIVATE_KEY": new_private_key,
    EDGE_PARAMETER: lambda: secrets.token_urlsafe(48),
}


class Parameters:
    def __init__(self, client: Any, path: str) -> None:
        self._client = client
        self._path = path

    def make_missing(self) -> list[str]:
        """Make what nobody has made yet. The names of these."""
        there, made = self._versions(), []
        for name in MADE.keys() - there.keys():
            try:
                self._put(name, MADE[name]())
            except self._client.exceptions.ParameterAlreadyExists:
                continue  # somebody deploys at the same time
            made.append(name)
        return sorted(made)

    def keep(self, name: str, value: str) -> bool:
        """Whether it was missing or another one."""
        if name in self._versions() and self.value(name) == value:
            return False
        self._put(name, value, Overwrite=True)
        return True

    def renew_edge(self) -> None:
        """The one before stays good for whatever CloudFront sends until it has the new one."""
        before, *_ = self.value(EDGE_PARAMETER).split()
        self._put(EDGE_PARAMETER, f"{MADE[EDGE_PARAMETER]()} {before}", Overwrite=True)

    def renew_key(self) -> None:
        """Those before stay good for sessions, which last for 90 days at most."""
        before = [self.value(KEY_PARAMETER)]
        if FALLBACKS in self._versions():
            before += self.value(FALLBACKS).split()
        self._put(FALLBACKS, " ".join(before), Overwrite=True)
        self._put(KEY_PARAMETER, MADE[KEY_PARAMETER](), Overwrite=True)

    def value(self, name: str) -> str:
        found = self._client.get_parameter(Name=self._name(name), WithDecryption=True)
        return str(found["Parameter"]["Value"])

    def revision(self) -> str:
        """Another text whenever a secret is another one. It tells nothing of any."""
        versions = sorted(self._versions().items())
        return hashlib.sha256(repr(versions).encode()).hexdigest()[:12]

    def _versions(self) -> Mapping[str, int]:
        pages = self._client.get_paginator("get_parameters_by_path").paginate(
            Path=self._path, WithDecryption=False
        )
        found = [it for page in pages for it in page["Parameters"]]
        return {it["Name"].rpartition("/")[2]: it["Version"] for it in found}

    def _put(self, name: str, value: str, **options: bool) -> None:
        self._client.put_parameter(
            Name=self._name(name),
            Value=value,
            Type="SecureString",
            Description="A secret of ChatScape, made by make deploy",
            **options,
        )

    def _name(self, name: str) -> str:
        return f"{self._path}/{name}"
