"""The styles: role tokens whose pairs can be read, one file for a page, few bytes."""

import re
import shutil
from pathlib import Path

import pytest
from pytest_django import Settings

from chatscape.staticfiles import ADMIN_STYLES, STYLES, HashedStaticFiles
from tests.collected import collect

STATIC = Path(__file__).parent.parent / "static"
CSS = STATIC / "css"
MAX_BYTES = 9 * 1024  # as a browser gets it

TEXT = 4.5  # WCAG 2.2, 1.4.3: text against what lies behind it
SHAPE = 3.0  # WCAG 2.2, 1.4.11: controls, their states and the focus

DECLARATION = re.compile(r"--([\w-]+):\s*([^;]+);")
COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch|lab|color)\(", re.IGNORECASE)

CLASS = re.compile(r"\.([a-z][\w-]*)(?=[^{};]*\{)")
# What lies at one side of the screen, wherever a line begins.
PHYSICAL = re.compile(
    r"""(?<![\w-])(?:
        (?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:top|right|bottom|left)[\w-]*
        | (?:min-|max-)?(?:width|height) | top | right | bottom | left
    )\s*: | :\s*(?:left|right)\b | translateX""",
    re.VERBOSE,
)
FOUR_SIDES = re.compile(r"(?<![\w-])(padding|margin|inset|border-width):([^;{}]+);")

SURFACES = ("canvas", "surface", "surface-hover", "surface-open", "surface-danger")
READ = (
    {("text", surface) for surface in SURFACES}
    | {("text-soft", surface) for surface in ("canvas", "surface", "surface-hover", "surface-open")}
    | {("link", surface) for surface in ("canvas", "surface", "surface-hover", "surface-open")}
    | {("danger", surface) for surface in ("canvas", "surface", "surface-danger", "surface-hover")}
    | {
        ("on-mine", "mine"),
        ("on-mine-soft", "mine"),
        ("on-theirs", "theirs"),
        ("on-theirs-soft", "theirs"),
        ("on-accent", "accent"),
        ("on-accent", "accent-hover"),
        ("on-badge", "badge"),
        *(("link", surface) for surface in ("surface-danger", "theirs")),
        *(("on-avatar", f"avatar-{hue}") for hue in range(12)),
    }
)
SEEN = {
    *(("focus", surface) for surface in (*SURFACES, "theirs")),
    *(("line-control", surface) for surface in ("canvas", "surface")),
    *(("accent", surface) for surface in ("canvas", "surface")),
    ("danger", "surface-danger"),
}


def tokens(scheme: str) -> dict[str, str]:
    """Name and colour; the dark ones stand in place of the light ones."""
    light, dark = (CSS / "tokens.css").read_text().split("@media (prefers-color-scheme: dark)")
    found = dict(DECLARATION.findall(light))
    if scheme == "dark":
        found |= dict(DECLARATION.findall(dark))
    return found


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        it / 12.92 if it <= 0.04045 else ((it + 0.055) / 1.055) ** 2.4 for it in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def colour_of(role: str, found: dict[str, str]) -> str:
    value = found[role]
    reference = re.fullmatch(r"var\(--([\w-]+)\)", value)
    return colour_of(reference[1], found) if reference else value


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("pairs", "least"), [(READ, TEXT), (SEEN, SHAPE)], ids=["text", "controls"]
)
def test_every_pair_of_roles_has_enough_contrast(
    scheme: str, pairs: set[tuple[str, str]], least: float
) -> None:
    found = tokens(scheme)

    ratios = {
        f"{front} on {back}": contrast(colour_of(front, found), colour_of(back, found))
        for front, back in pairs
    }

    assert not {pair: round(ratio, 2) for pair, ratio in ratios.items() if ratio < least}


def test_the_contrast_of_black_and_white_is_what_wcag_says() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def sides(value: str) -> list[str]:
    """Top, right, bottom and left, where all four are given."""
    depth, parts = 0, [""]
    for character in value.strip():
        depth += {"(": 1, ")": -1}.get(character, 0)
        if character.isspace() and depth == 0:
            parts.append("")
        else:
            parts[-1] += character
    return [part for part in parts if part]


def test_no_style_says_left_or_right() -> None:
    """A language from right to left has everything the other way round."""
    for file in CSS.glob("*.css"):
        text = file.read_text()
        assert not PHYSICAL.findall(text), file.name
        for name, value in FOUR_SIDES.findall(text):
            right, left = (sides(value) * 4)[1], (sides(value) * 4)[3]
            is_edge = "safe-area-inset-right" in right and "safe-area-inset-left" in left
            assert len(sides(value)) < 4 or right == left or is_edge, f"{file.name}: {name}"


def test_only_the_tokens_name_colours() -> None:
    for file in CSS.glob("*.css"):
        if file.name != "tokens.css":
            assert not COLOUR.search(file.read_text()), file.name


def test_every_token_is_defined_and_used() -> None:
    texts = {file.name: file.read_text() for file in CSS.glob("*.css")}
    used = set(re.findall(r"var\(--([\w-]+)", "".join(texts.values())))
    del texts[Path(ADMIN_STYLES).name]  # which gives values to Django's own
    defined = set(re.findall(r"^ +--([\w-]+):", "".join(texts.values()), re.MULTILINE))

    assert used == defined


def test_the_browser_draws_its_frame_in_the_colour_of_the_header() -> None:
    head = (STATIC.parent / "templates" / "_head.html").read_text()
    themes = dict(re.findall(r'media="\(prefers-color-scheme: (\w+)\)" content="(#\w+)"', head))

    assert themes == {scheme: tokens(scheme)["surface"] for scheme in ("light", "dark")}


def test_every_component_is_part_of_the_one_style_sheet() -> None:
    """Or of the admin's, where it stands outside the layers."""
    entry, admin = (STATIC / STYLES).read_text(), (STATIC / ADMIN_STYLES).read_text()

    imported, admins = (re.findall(r'@import url\("(.+?)"\);', it) for it in (entry, admin))

    entries = {Path(STYLES).name, Path(ADMIN_STYLES).name}
    assert {*imported, *admins} == {file.name for file in CSS.glob("*.css")} - entries
    outside = {it for it in admins if "@layer" not in (CSS / it).read_text()}
    assert outside == {"moderation.css", "deciding.css"}
    assert not outside.intersection(imported)
    assert entry.count("\n") == len(imported)


@pytest.mark.parametrize(("sheet", "part"), [(STYLES, ".message"), (ADMIN_STYLES, "--canvas:")])
def test_the_styles_are_one_file_and_few_bytes(
    collected: HashedStaticFiles, sheet: str, part: str
) -> None:
    served = Path(collected.path(collected.stored_name(sheet)))

    assert "@import" not in served.read_text()
    assert part in served.read_text()
    assert Path(f"{served}.br").stat().st_size <= MAX_BYTES


def test_collecting_again_takes_up_what_has_changed(settings: Settings, tmp_path: Path) -> None:
    """The one file that was made is newer than the component that changed."""
    sources = tmp_path / "sources"
    shutil.copytree(STATIC, sources)
    settings.STATICFILES_DIRS = [sources]
    settings.STATIC_ROOT = tmp_path / "collected"
    before = collect(settings).stored_name(STYLES)

    (sources / "css" / "message.css").write_text("@layer components { .changed { order: 1 } }")
    storage = collect(settings)

    after = storage.stored_name(STYLES)
    assert after != before
    assert ".changed" in Path(storage.path(after)).read_text()


def test_every_class_of_ours_is_used() -> None:
    """A rule for what no page has any more is found by nobody."""
    pages = "".join(
        file.read_text()
        for folder, kind in (("templates", "*.html"), ("static/js", "*.js"))
        for file in (STATIC.parent / folder).rglob(kind)
    )
    for file in CSS.glob("*.css"):
        for name in CLASS.findall(file.read_text()):
            assert name in pages or name.startswith("htmx-"), f"{file.name}: .{name}"
