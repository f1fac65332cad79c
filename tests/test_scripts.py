"""The scripts: small modules without markup, few bytes, and none that nobody loads."""

import hashlib
import json
import re
from base64 import b64encode
from os.path import dirname, normpath
from pathlib import Path

import pytest
from pytest_django import Settings

from chatscape.staticfiles import HashedStaticFiles
from tests.people import Person, html

SCRIPTS = Path(__file__).parent.parent / "static" / "js"
PAGE = {"app.js", "reading.js", "site.js"}
ACCOUNT = {"push-switch.js"}  # besides what every page has
WORKER = {"worker/main.js"}
HTMX = "django_htmx/htmx-2.min.js"

MAX_LINES = 125
MAX_PAGE_BYTES = 39_808  # of all that a chat page loads, htmx included, as a browser gets it
MAX_ACCOUNT_BYTES = 2_048  # of what only the account page loads
MAX_WORKER_BYTES = 6_656

IMPORT = re.compile(r'^import (?:.* from )?"(\.[^"]+\.js)";$', re.MULTILINE)
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


def imports(name: str, source: str) -> set[str]:
    """The paths of the modules that one module imports."""
    return {normpath(f"{dirname(name)}/{it}").lstrip("/") for it in IMPORT.findall(source)}


def loaded_by(entries: set[str]) -> set[str]:
    modules = sources()
    wanted, reached = set(entries), set[str]()
    while wanted:
        name = wanted.pop()
        reached.add(name)
        wanted |= imports(name, modules[name]) - reached
    return reached


def test_every_module_is_loaded_by_a_page_or_the_worker() -> None:
    assert loaded_by(PAGE | ACCOUNT) | loaded_by(WORKER) == set(sources())


def test_modules_are_small_and_write_no_markup() -> None:
    for name, source in sources().items():
        assert source.count("\n") <= MAX_LINES, name
        assert not WRITES_MARKUP.search(source), name


def test_modules_have_no_words_of_their_own() -> None:
    """What a page says comes from its templates, where translators see it."""
    for name, source in sources().items():
        assert not SAYS_SOMETHING.search(source), name


@pytest.mark.parametrize(
    ("modules", "more", "most"),
    [
        (loaded_by(PAGE), [HTMX], MAX_PAGE_BYTES),
        (loaded_by(ACCOUNT) - loaded_by(PAGE), [], MAX_ACCOUNT_BYTES),
        (loaded_by(WORKER), [], MAX_WORKER_BYTES),
    ],
    ids=["page", "account", "worker"],
)
def test_all_scripts_together_are_few_bytes(
    collected: HashedStaticFiles, modules: set[str], more: list[str], most: int
) -> None:
    names = [*more, *(f"js/{name}" for name in modules)]

    sizes = {name: Path(collected.path(f"{collected.stored_name(name)}.br")) for name in names}

    total = sum(path.stat().st_size for path in sizes.values())
    assert total <= most, json.dumps({name: p.stat().st_size for name, p in sizes.items()})


def test_what_is_served_is_what_was_written(collected: HashedStaticFiles) -> None:
    """Hashed, without comments, and importing what exists."""
    for name, source in sources().items():
        served = Path(collected.path(collected.stored_name(f"js/{name}"))).read_text()
        paths = re.findall(r'(?:from|import)\s*"(\.[^"]+)"', served)

        assert len(paths) == len(imports(name, source)), name
        folder = dirname(f"js/{name}")
        assert all(Path(collected.path(f"{folder}/{path}")).exists() for path in paths), name
        assert not re.search(r"^\s*//", served, re.MULTILINE), name


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
