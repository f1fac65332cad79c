"""The static files as a deployment collects them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.test import override_settings
from pytest_django import Settings

from chatscape import shell
from chatscape.staticfiles import HashedStaticFiles

HASHED = {"staticfiles": {"BACKEND": "chatscape.staticfiles.HashedStaticFiles"}}


def collect(settings: Settings) -> HashedStaticFiles:
    with override_settings(STORAGES=settings.STORAGES | HASHED):
        call_command("collectstatic", "--no-input", verbosity=0)
        assert isinstance(staticfiles_storage._wrapped, HashedStaticFiles)
        return staticfiles_storage._wrapped


@pytest.fixture
def collected(settings: Settings, tmp_path: Path) -> HashedStaticFiles:
    """What a deployment serves."""
    settings.STATIC_ROOT = tmp_path
    return collect(settings)


@pytest.fixture
def as_deployed(collected: HashedStaticFiles, settings: Settings) -> Iterator[None]:
    """Pages of this process name static files as those of a deployment do."""
    settings.STORAGES = settings.STORAGES | HASHED
    settings.USE_SRI = True
    _forget()
    yield
    _forget()


def _forget() -> None:
    shell.files.cache_clear()
    shell.version.cache_clear()
