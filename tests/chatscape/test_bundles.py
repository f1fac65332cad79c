"""The bundles of our scripts: each module once, after those it needs, and nothing else."""

import re

import pytest

from chatscape.bundles import bundled

PARTS = {"base.js": (), "pages/page.js": ("base.js",)}
SOURCES = {
    "base.js": 'import "./counter.js";\n',
    "counter.js": "export const one = () => 1\nexport async function two() {}\n",
    "pages/page.js": (
        'import "../base.js";\nimport { one as first, two } from "../counter.js";\n'
        'import { Sheet } from "./sheet.js";\n\nexport function start() {}\n'
    ),
    "pages/sheet.js": 'import "../counter.js";\nexport class Sheet {}\n',
}


def functions(bundle: str) -> list[str]:
    return re.findall(r"^export const (\$\w+) = \(\(\) => \{$", bundle, re.MULTILINE)


def test_a_module_is_in_one_bundle_and_after_those_it_needs() -> None:
    served = bundled(SOURCES, PARTS)

    assert list(served) == list(PARTS)
    assert functions(served["base.js"]) == ["$counter", "$base"]
    assert functions(served["pages/page.js"]) == ["$pages_sheet", "$pages_page"]


def test_names_come_from_where_the_module_is() -> None:
    page = bundled(SOURCES, PARTS)["pages/page.js"]

    assert page.startswith('import * as in_base from "./../base.js";\n')
    assert "\nconst { one: first, two } = in_base.$counter;\n" in page
    assert "\nconst { Sheet } = $pages_sheet;\n" in page
    assert page.endswith("\nexport const { start } = $pages_page;")


def test_a_module_gives_what_it_exported() -> None:
    base = bundled(SOURCES, PARTS)["base.js"]

    assert "\nconst one = () => 1\nasync function two() {}\n\nreturn { one, two }\n})();" in base


@pytest.mark.parametrize(
    "line",
    [
        "export let count = 0",
        "export default 1",
        "export { one }",
        'export * from "./counter.js";',
        'import * as counter from "./counter.js";',
        'import counter from "./counter.js";',
        'import { one } from "./counter.js"',
        'import { one } from "elsewhere";',
        'import { three } from "../counter.js";',
        'import { one, three as two } from "../counter.js";',
        'import {\n  one,\n} from "./counter.js";',
    ],
)
def test_what_cannot_be_bundled_is_refused(line: str) -> None:
    odd = SOURCES | {"pages/sheet.js": f"export class Sheet {{}}\n{line}\n"}

    with pytest.raises(ValueError, match=r"pages/sheet\.js cannot be bundled"):
        bundled(odd, PARTS)


def test_modules_that_import_each_other_are_refused() -> None:
    round_about = SOURCES | {"counter.js": 'import { Sheet } from "./pages/sheet.js";\n'}

    with pytest.raises(
        ValueError, match=r"counter\.js and pages/sheet\.js import each other in a circle"
    ):
        bundled(round_about, PARTS)
