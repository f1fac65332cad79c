"""Pieces of pages that are shown again and again, rendered once for all that they show."""

from collections.abc import Hashable
from functools import lru_cache

from django.conf import settings
from django.template import Context
from django.template.loader import get_template
from django.utils.safestring import SafeString
from django.utils.translation import get_language

KEPT = 4_096  # pieces in each process


def rendered(template: str, **shown: Hashable) -> SafeString:
    """A template that shows nothing but these values, in the reader's language.

    There is nothing to invalidate: another value is another piece.
    """
    render = _rendered.__wrapped__ if settings.DEBUG else _rendered
    return render(template, get_language(), **shown)


def rendered_anew(template: str, **shown: Hashable) -> SafeString:
    """The same for what is too large to be kept."""
    return _rendered.__wrapped__(template, get_language(), **shown)


@lru_cache(maxsize=KEPT)
def _rendered(template: str, language: str | None, **shown: Hashable) -> SafeString:
    found = get_template(template)
    return SafeString(found.template.render(Context(shown)))  # type: ignore[attr-defined]
