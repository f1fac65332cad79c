"""The static files as a deployment collects them."""

from pathlib import Path

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.test import override_settings
from pytest_django import Settings

from chatscape.staticfiles import HashedStaticFiles


def collect(settings: Settings) -> HashedStaticFiles:
    backend = "chatscape.staticfiles.HashedStaticFiles"
    storages = settings.STORAGES | {"staticfiles": {"BACKEND": backend}}
    with override_settings(STORAGES=storages):
        call_command("collectstatic", "--no-input", verbosity=0)
        assert isinstance(staticfiles_storage._wrapped, HashedStaticFiles)
        return staticfiles_storage._wrapped


@pytest.fixture
def collected(settings: Settings, tmp_path: Path) -> HashedStaticFiles:
    """What a deployment serves."""
    settings.STATIC_ROOT = tmp_path
    return collect(settings)
