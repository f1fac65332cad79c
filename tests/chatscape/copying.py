"""What the tests of moving a store have in common; their fixtures are in conftest.py."""

from io import StringIO
from pathlib import Path

from django.core.management import call_command

COUNT = 250


def says(*command: str) -> str:
    said = StringIO()
    call_command("copy_store", *command, stdout=said, stderr=said)
    return said.getvalue()


def url_of(path: Path) -> str:
    return f"sqlite:///{path}"
