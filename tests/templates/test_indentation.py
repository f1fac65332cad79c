"""Pages carry no indentation, and lose nothing else with it."""

import re

import pytest
from django.template import Engine

from tests.people import Person, friends
from tests.site import ROOT

TEMPLATES = ROOT / "templates"
NAMES = sorted(str(file.relative_to(TEMPLATES)) for file in TEMPLATES.rglob("*.*"))
LONG_TEXT = re.compile(
    r"{% blocktranslate(?![^%]*trimmed)[^%]*%}(?:(?!{% endblock).)*\n", re.DOTALL
)


@pytest.mark.parametrize("name", NAMES)
def test_a_template_keeps_its_lines(name: str) -> None:
    written = (TEMPLATES / name).read_text()

    assert Engine.get_default().get_template(name).source.splitlines() == [
        line.lstrip(" \t") for line in written.splitlines()
    ]


@pytest.mark.parametrize("name", NAMES)
def test_a_text_to_translate_is_on_one_line(name: str) -> None:
    """Its indentation would be part of what translators see, and not of what is looked up."""
    assert not LONG_TEXT.search((TEMPLATES / name).read_text())


def test_what_people_wrote_keeps_its_indentation(alice: Person, bob: Person) -> None:
    friends(alice, bob)
    alice.sends(bob, "def f():\n    return 1")

    assert "def f():\n    return 1" in alice.get(f"/chats/{bob.id}/").content.decode()
