"""What collecting makes of the style sheets says the same to a browser as their components do."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from chatscape.staticfiles import ADMIN_STYLES, IMPORT, STYLES, HashedStaticFiles
from tests.site import ROOT

RULES = """(text) => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(text)
    return [...sheet.cssRules].map(({ cssText }) => cssText)
}"""


@pytest.mark.parametrize("name", [STYLES, ADMIN_STYLES])
def test_a_compact_sheet_has_the_same_rules(
    browser: Browser, collected: HashedStaticFiles, name: str
) -> None:
    sheet = ROOT / "static" / name
    written = IMPORT.sub(lambda it: (sheet.parent / it[1]).read_text(), sheet.read_text())
    served = Path(collected.path(collected.stored_name(name))).read_text()
    page = browser.new_page()

    rules = page.evaluate(RULES, written)

    assert len(rules) > 20
    assert [plain(it) for it in page.evaluate(RULES, served)] == [plain(it) for it in rules]
    page.close()


def plain(rule: str) -> str:
    """Browsers keep the blanks of custom properties, which they do not look at."""
    return re.sub(r" ?, ?", ",", re.sub(r"\s+", " ", rule))
