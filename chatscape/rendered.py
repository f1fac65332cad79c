"""Pieces of pages that are shown again and again, rendered once for all that they show."""

import secrets
from collections.abc import Callable, Hashable, Iterable
from functools import lru_cache, partial

from django.conf import settings
from django.template import Context, Engine
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language

KEPT = 2_048  # pieces in each process
PLACES = {name: secrets.token_hex() for name in ("csrf_token", "client_id")}
"""What is new in each answer has a place in a piece, under a name that nobody can guess."""


def rendered(template: str, **shown: Hashable) -> SafeString:
    """A template that shows nothing but these values, in the reader's language.

    There is nothing to invalidate: another value is another piece.
    """
    return renderer(template)(**shown)


def renderer(template: str, *, keeps: bool = True) -> Callable[..., SafeString]:
    """The same for many values in one answer, or for what is too large to be kept."""
    render = _rendered if keeps and not settings.DEBUG else _rendered.__wrapped__
    return partial(render, template, get_language())


def filled(piece: SafeString, new: Context) -> SafeString:
    """A piece with what is new in this answer in its places."""
    html: str = piece
    for name, place in PLACES.items():
        if place in html:
            html = html.replace(place, escape(str(new.get(name, ""))))
    return joined([html])


def joined(pieces: Iterable[str]) -> SafeString:
    """What was rendered, as one."""
    return SafeString("".join(pieces))  # nosec B308 B703


@lru_cache(maxsize=KEPT)
def _rendered(template: str, language: str | None, **shown: Hashable) -> SafeString:
    # Numbers here are ids and counts, alike in every language; dates have formats of their own.
    context = Context(PLACES | shown, use_l10n=False)
    return Engine.get_default().get_template(template).render(context)
