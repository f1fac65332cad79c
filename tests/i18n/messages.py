"""Collects what people read into locale/ and compiles it, for `make messages`.

A translation that is there stays; one whose message is gone goes with it. Nothing is guessed.
"""

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_python
from babel.messages.extract import extract as extract_from
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent.parent
LOCALE = ROOT / "locale"
NOT_SHIPPED = {"tests", "local"}
KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
HEADER = "# What people read on the site. `make messages` collects it; see docs/development.md."

Id = str | tuple[str, ...]


class Plain(Catalog):
    """With a header that says nothing of when, by whom and with what it was made."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        return [
            ("Language", self.locale_identifier or ""),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
            ("Plural-Forms", self.plural_forms),
        ]


class Found(NamedTuple):
    id: Id
    context: str | None
    path: str
    comments: list[str]


def sources() -> list[Path]:
    """Every template, and every module of an app."""
    apps = [it.parent for it in ROOT.glob("*/__init__.py") if it.parent.name not in NOT_SHIPPED]
    modules = [module for app in apps for module in app.rglob("*.py")]
    return sorted([*modules, *(ROOT / "templates").rglob("*.html")])


def collected() -> Iterator[Found]:
    for path in sources():
        source = path.read_text()
        if path.suffix == ".html":
            source = _as_python(source)
        lines = BytesIO(source.encode())
        for _, ids, comments, context in extract_from(
            extract_python, lines, KEYWORDS, ("Translators:",)
        ):
            yield Found(ids, context, str(path.relative_to(ROOT)), comments)


def _as_python(template: str) -> str:
    """Of a template the calls alone, each line from its margin, as Python would have it."""
    return "\n".join(line.strip() for line in templatize(template).splitlines())


def po_path(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def read(language: str) -> Catalog:
    path = po_path(language)
    if not path.exists():
        return Plain(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def updated(language: str) -> Catalog:
    """All that is collected, with what is translated already."""
    known = read(language)
    catalog = Plain(locale=language, header_comment=HEADER, fuzzy=False)
    for found in collected():
        message = known.get(found.id, found.context)
        keeps = message is not None and message.pluralizable == isinstance(found.id, tuple)
        catalog.add(
            found.id,
            message.string if message is not None and keeps else None,
            locations=[(found.path, 0)],
            auto_comments=found.comments,
            user_comments=message.user_comments if message is not None else (),
            context=found.context,
        )
    return catalog


def as_po(catalog: Catalog) -> bytes:
    file = BytesIO()
    write_po(file, catalog, width=100, sort_output=True, include_lineno=False)
    return file.getvalue()


def as_mo(catalog: Catalog) -> bytes:
    file = BytesIO()
    write_mo(file, catalog)
    return file.getvalue()


def languages() -> list[str]:
    """Those that have a folder; English is what the source says."""
    return sorted(it.name for it in LOCALE.iterdir())


def main() -> None:
    for language in languages():
        catalog = updated(language)
        path = po_path(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(as_po(catalog))
        path.with_suffix(".mo").write_bytes(as_mo(catalog))
        missing = sum(not (it.string and all(it.string)) for it in catalog if it.id)
        sys.stdout.write(f"{language}: {len(catalog)} messages, {missing} to translate\n")


if __name__ == "__main__":
    main()
