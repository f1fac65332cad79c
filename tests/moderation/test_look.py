"""The admin in our identity: Django's sheets, each of their colours one of our roles."""

import re
from pathlib import Path

import django.contrib.admin
import pytest

from chatscape.staticfiles import ADMIN_STYLES, HashedStaticFiles
from tests.test_styles import COLOUR, CSS, DECLARATION, STATIC, TEXT, colour_of, contrast, tokens

DJANGOS = Path(django.contrib.admin.__file__).parent / "static" / "admin" / "css"
READ = {
    *(
        (text, back)
        for text in ("body-fg", "body-quiet-color")
        for back in ("body-bg", "darkened-bg")
    ),
    *(("link-fg", back) for back in ("body-bg", "darkened-bg")),
    *(("header-link-color", back) for back in ("header-bg", "primary", "secondary")),
    *(("body-fg", f"message-{kind}-bg") for kind in ("success", "warning", "error")),
    *(("body-fg", back) for back in ("selected-bg", "selected-row")),
    *(("breadcrumbs-fg", "breadcrumbs-bg"), ("breadcrumbs-link-fg", "breadcrumbs-bg")),
    *(("header-color", "header-bg"), ("error-fg", "body-bg"), ("primary-fg", "primary")),
    *(
        ("button-fg", f"{kind}button{state}-bg")
        for kind in ("", "default-", "close-", "delete-")
        for state in ("", "-hover")
    ),
}


def ours() -> dict[str, str]:
    return dict(DECLARATION.findall((STATIC / ADMIN_STYLES).read_text()))


def djangos() -> dict[str, str]:
    root, _, _ = (DJANGOS / "base.css").read_text().partition("}")
    return dict(DECLARATION.findall(root))


def test_no_colour_of_djangos_is_left() -> None:
    colours = {name for name, value in djangos().items() if COLOUR.search(value)}

    assert colours <= ours().keys() <= djangos().keys()


def test_what_both_name_is_ours() -> None:
    defined = set(re.findall(r"^ +--([\w-]+):", (CSS / "tokens.css").read_text(), re.MULTILINE))

    both = defined & djangos().keys()

    assert both
    assert {ours()[name] for name in both} == {"revert-layer"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_django_puts_upon_one_another_can_be_read(scheme: str) -> None:
    found = tokens(scheme)
    roles = {name: value for name, value in ours().items() if value != "revert-layer"}
    found = djangos() | roles | found

    ratios = {
        f"{front} on {back}": contrast(colour_of(front, found), colour_of(back, found))
        for front, back in READ
    }

    assert not {pair: round(ratio, 2) for pair, ratio in ratios.items() if ratio < TEXT}


def test_only_what_the_pages_load_is_collected(collected: HashedStaticFiles) -> None:
    folder = Path(collected.path("admin"))

    assert not list(folder.rglob("*.js"))
    assert (folder / "css" / "base.css").exists()
