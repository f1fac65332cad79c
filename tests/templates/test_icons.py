"""The drawings that pages have inline."""

import re

from tests.templates.test_indentation import TEMPLATES

ICONS = TEMPLATES / "icons"
NAMED = re.compile(r'"_icon\.html" with name="(\w+)"')


def test_every_drawing_is_used_and_every_name_has_one() -> None:
    pages = "".join(page.read_text() for page in TEMPLATES.rglob("*.html"))
    drawn = {icon.stem for icon in ICONS.glob("*.svg")}

    in_messages = (ICONS / "check.svg").read_text().strip()  # which have it without an include
    assert in_messages in (TEMPLATES / "messaging" / "_message.html").read_text()
    assert drawn == {*NAMED.findall(pages), "check"}
