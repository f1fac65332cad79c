"""What the site says of itself as an installed application."""

import json
import struct
from pathlib import Path

import pytest
from django.test import Client

from tests.test_styles import STATIC, tokens


def manifest(language: str = "en") -> dict[str, object]:
    browser = Client(HTTP_HOST="localhost", HTTP_ACCEPT_LANGUAGE=language)
    response = browser.get("/manifest.json")
    assert response["Content-Type"] == "application/manifest+json"
    assert response["Cache-Control"] == "no-cache"
    assert response["Vary"] == "Cookie, Accept-Language, Accept-Encoding"
    found: dict[str, object] = json.loads(response.content)
    return found


def size_of(file: Path) -> str:
    """In pixels, as a PNG or a WebP of the extended kind says it itself."""
    data = file.read_bytes()
    if file.suffix == ".png":
        width, height = struct.unpack(">II", data[16:24])
    else:
        width, height = (int.from_bytes(data[at : at + 3], "little") + 1 for at in (24, 27))
    return f"{width}x{height}"


@pytest.mark.parametrize("kind", ["icons", "screenshots"])
def test_every_picture_is_there_and_as_large_as_it_says(kind: str) -> None:
    pictures = manifest()[kind]
    assert isinstance(pictures, list)
    for it in pictures:
        file = STATIC / str(it["src"]).removeprefix("/static/")
        assert size_of(file) == it["sizes"], file.name
    if kind == "icons":
        assert {it["purpose"] for it in pictures} == {"any", "maskable"}
    else:
        assert {it["form_factor"] for it in pictures} == {"narrow", "wide"}


def test_its_colours_are_those_of_the_pages() -> None:
    light, dark = tokens("light"), tokens("dark")
    found = manifest()

    assert (found["theme_color"], found["background_color"]) == (light["surface"], light["canvas"])
    assert found["color_scheme_dark"] == {
        "theme_color": dark["surface"],
        "background_color": dark["canvas"],
    }


def test_it_is_in_the_language_of_the_reader() -> None:
    found = manifest("de")

    assert found["lang"] == "de"
    assert "ruhiger Ort" in str(found["description"])
    assert "Konto" in str(found["shortcuts"])


def test_it_knows_where_it_begins_and_what_it_is() -> None:
    found = manifest()

    assert (found["id"], found["scope"], found["start_url"]) == ("/", "/", "/chats/")
    (itself,) = found["related_applications"]  # type: ignore[misc, attr-defined]
    assert itself["url"] == "http://localhost:8000/manifest.json"
