"""Who may import whom: the layers of docs/architecture.md, held against the import statements."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
APPS = ["accounts", "notifications", "contacts", "messaging", "moderation"]  # bottom to top
MODULES = sorted(
    path for app in ["chatscape", *APPS] for path in (ROOT / app).rglob("*.py") if path.is_file()
)

PORTS = {"chatscape.store.port", "chatscape.store.attempts", "chatscape.wake"}
LAYERS = {
    "domain": {"domain"},
    "repository": {"domain", "repository", *PORTS},
    "services": {"domain", "repository", "services", *PORTS},
}
ENGINES = {
    "sqlite3": {"chatscape.store.sqlite"},
    "boto3": {"chatscape.store.dynamodb"},
    "botocore": {"chatscape.store.dynamodb"},
}


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(path: Path) -> Iterator[str]:
    """Absolute names of the modules that a file imports, wherever in the file."""
    package = module_name(path).split(".")
    if path.name != "__init__.py":
        package = package[:-1]
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            yield ".".join([*base, *([node.module] if node.module else [])])


def is_standard(name: str) -> bool:
    return name.split(".")[0] in sys.stdlib_module_names


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_a_module_imports_only_what_its_layer_may(path: Path) -> None:
    allowed = LAYERS.get(path.stem)
    if path.parent.name not in APPS or allowed is None:
        return
    for name in imported(path):
        layer = name.rpartition(".")[2]
        assert is_standard(name) or name in allowed or layer in allowed, name


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_apps_import_downwards(path: Path) -> None:
    app = module_name(path).split(".")[0]
    if app not in APPS:
        return
    above = APPS[APPS.index(app) + 1 :]
    for name in imported(path):
        assert name.split(".")[0] not in above, name


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_an_engine_has_one_room(path: Path) -> None:
    module = module_name(path)
    for name in imported(path):
        assert module in ENGINES.get(name.split(".")[0], {module}), name
        is_adapter = name in {"chatscape.store.sqlite", "chatscape.store.dynamodb"}
        assert not is_adapter or module == "chatscape.wiring", name


def test_only_the_view_layer_reaches_for_the_wiring() -> None:
    for path in MODULES:
        if path.stem in LAYERS and path.parent.name in APPS:
            assert "chatscape.wiring" not in imported(path), path


def test_nothing_queries_a_relational_database() -> None:
    for path in MODULES:
        assert "django.db" not in {name[:9] for name in imported(path)}, path
        assert ".objects." not in path.read_text(), path
