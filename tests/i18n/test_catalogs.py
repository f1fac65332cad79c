"""The catalogs: complete, up to date, and nothing lost on the way into another language."""

import re
from collections import Counter

import pytest
from babel.messages.catalog import Message
from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import get_language_info

from .messages import as_mo, as_po, languages, po_path, read, updated

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w+\}|<[^>]+>")
TYPEWRITTEN = re.compile(r"""["']|\.\.\.| - |\s$|^\s""")

pytestmark = pytest.mark.parametrize("language", languages())


def translated(language: str) -> list[Message]:
    return [message for message in read(language) if message.id]


def forms(message: Message) -> list[tuple[str, str]]:
    """Each form of a translation, beside what it is the translation of."""
    if not message.pluralizable:
        return [(str(message.id), str(message.string))]
    singular, plural = message.id
    first, *others = message.string
    return [(singular, first), *((plural, other) for other in others)]


def test_collecting_again_finds_nothing_new_and_nothing_gone(language: str) -> None:
    assert po_path(language).read_bytes() == as_po(updated(language)), "run make messages"


def test_what_is_served_is_what_was_translated(language: str) -> None:
    compiled = po_path(language).with_suffix(".mo").read_bytes()

    assert compiled == as_mo(updated(language)), "run make messages"


def test_every_message_is_translated_in_each_of_its_forms(language: str) -> None:
    catalog = read(language)

    for message in translated(language):
        assert not message.fuzzy, message.id
        assert all(form for _, form in forms(message)), message.id
        assert not message.pluralizable or len(message.string) == catalog.num_plurals, message.id


def test_a_translation_keeps_what_is_put_in_and_every_tag(language: str) -> None:
    for message in translated(language):
        for original, form in forms(message):
            found = Counter(PLACEHOLDER.findall(form))
            assert found == Counter(PLACEHOLDER.findall(original)), message.id


def test_a_translation_is_set_in_real_typography(language: str) -> None:
    for message in translated(language):
        for _, form in forms(message):
            assert not TYPEWRITTEN.search(form), form


def test_the_site_offers_it_in_its_own_name(language: str) -> None:
    offered = dict(settings.LANGUAGES)

    assert offered.keys() == {settings.LANGUAGE_CODE, *languages()}
    assert offered[language] == capfirst(get_language_info(language)["name_local"])
