"""The scripts: small modules without markup, few bytes, and none that nobody loads."""

import hashlib
import json
import re
from base64 import b64encode
from pathlib import Path

import pytest
from pytest_django import Settings

from chatscape.bundles import BUNDLES, bundled
from chatscape.staticfiles import HashedStaticFiles
from tests.people import Person, html

SCRIPTS = Path(__file__).parent.parent / "static" / "js"
PAGE = {"app.js", "common.js", "reading.js", "site.js"}
ACCOUNT = {"push-switch.js"}  # besides what every page has
WORKER = {"worker/main.js"}
HTMX = "django_htmx/htmx-2.min.js"

MAX_LINES = 125
MAX_PAGE_BYTES = 33 * 1024  # of all that a chat page loads, htmx included, as a browser gets it
MAX_ACCOUNT_BYTES = 1_152  # of what only the account page loads
MAX_WORKER_BYTES = 2_560  # besides what pages have loaded

WRITES_MARKUP = re.compile(
    r"innerHTML|outerHTML\s*=|insertAdjacentHTML|document\.write|[\"'`]\s*<\w"
)
SAYS_SOMETHING = re.compile(
    r"""(?:textContent|innerText|title|placeholder|ariaLabel|alt)\s*=\s*["'`][^"'`]*[A-Za-z]"""
    r"""|setAttribute\(\s*["'`](?:aria-label|title|placeholder|alt)|(?<!\.)\b(?:alert|confirm|prompt)\("""
)


def sources() -> dict[str, str]:
    """By their paths below static/js."""
    return {str(it.relative_to(SCRIPTS)): it.read_text() for it in SCRIPTS.rglob("*.js")}


def test_every_module_is_served_once_to_a_page_and_its_worker() -> None:
    assert set(BUNDLES) == PAGE | ACCOUNT | WORKER
    found = {
        name: set(re.findall(r"^export const \$(\w+) = \(", text, re.MULTILINE))
        for name, text in bundled(sources()).items()
    }

    everything = {re.sub(r"\W", "_", name.removesuffix(".js")) for name in sources()}
    assert set().union(*found.values()) == everything
    once = [found[name] for name in PAGE | WORKER]
    assert sum(map(len, once)) == len(set().union(*once))


def test_modules_are_small_and_write_no_markup() -> None:
    for name, source in sources().items():
        assert source.count("\n") <= MAX_LINES, name
        assert not WRITES_MARKUP.search(source), name


def test_modules_have_no_words_of_their_own() -> None:
    """What a page says comes from its templates, where translators see it."""
    for name, source in sources().items():
        assert not SAYS_SOMETHING.search(source), name


@pytest.mark.parametrize(
    ("bundles", "more", "most"),
    [
        (PAGE, [HTMX], MAX_PAGE_BYTES),
        (ACCOUNT, [], MAX_ACCOUNT_BYTES),
        (WORKER, [], MAX_WORKER_BYTES),
    ],
    ids=["page", "account", "worker"],
)
def test_all_scripts_together_are_few_bytes(
    collected: HashedStaticFiles, bundles: set[str], more: list[str], most: int
) -> None:
    names = [*more, *(f"js/{name}" for name in bundles)]

    sizes = {name: Path(collected.path(f"{collected.stored_name(name)}.br")) for name in names}

    total = sum(path.stat().st_size for path in sizes.values())
    assert total <= most, json.dumps({name: p.stat().st_size for name, p in sizes.items()})


def test_what_is_served_is_what_was_written(collected: HashedStaticFiles) -> None:
    """Bundles, hashed, without comments, importing what exists; and no module beside them."""
    for name in BUNDLES:
        served = Path(collected.path(collected.stored_name(f"js/{name}")))
        addresses = re.findall(r'\bfrom ?"(\.[^"]+)"', served.read_text())

        assert len(addresses) == len(BUNDLES[name]), name
        assert all(re.search(r"\.[0-9a-f]{12}\.js$", it) for it in addresses), name
        assert all((served.parent / it).exists() for it in addresses), name
        assert not re.search(r"^\s*//", served.read_text(), re.MULTILINE), name
    folder = Path(collected.path("js"))
    assert {str(it.relative_to(folder)).split(".")[0] for it in folder.rglob("*.js")} == {
        name.removesuffix(".js") for name in BUNDLES
    }


def test_a_page_takes_no_other_script_than_was_served(
    collected: HashedStaticFiles, alice: Person, settings: Settings
) -> None:
    settings.USE_SRI = True
    scripts = html(alice.get("/chats/")).select("script")

    assert {str(it["src"]).split(".")[0] for it in scripts} == {
        "/static/django_htmx/htmx-2",
        "/static/js/app",
        "/static/js/reading",
        "/static/js/site",
    }
    for script in scripts:
        served = Path(collected.path(str(script["src"]).removeprefix("/static/"))).read_bytes()
        digest = b64encode(hashlib.sha256(served).digest()).decode()
        assert script["integrity"] == f"sha256-{digest}"
