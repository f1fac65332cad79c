"""The application shell: the files that a browser keeps, so that pages open without a network."""

import hashlib
from functools import cache

from django.contrib.staticfiles.storage import staticfiles_storage
from django.urls import reverse

KEPT = (
    *("js/app", "js/common", "js/reading", "js/site", "js/worker/"),
    *("css/chatscape", "django_htmx/htmx-2.min", "icons/logo"),
)
NO_VERSION = "unversioned"


@cache
def files() -> tuple[str, ...]:
    """Addresses of the hashed static files of conversations; none where names carry no hash.

    A file without a hash may change under its name, so nothing may be kept of it.
    """
    hashed: dict[str, str] = getattr(staticfiles_storage, "hashed_files", {})
    return tuple(sorted(staticfiles_storage.url(name) for name in hashed if name.startswith(KEPT)))


@cache
def version() -> str:
    """Names what the shell is made of: another file, another version."""
    if not files():
        return NO_VERSION
    return hashlib.sha256("\n".join(files()).encode()).hexdigest()[:16]


def addresses() -> list[str]:
    """Everything that a worker keeps as it is installed."""
    return [reverse("offline"), *files()]
