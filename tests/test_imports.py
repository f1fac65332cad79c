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

PORTS = {
    *("chatscape.store.port", "chatscape.store.attempts"),
    *("chatscape.wake", "chatscape.notifier"),
}
LAYERS = {
    "domain": {"domain"},
    "limits": {"domain"},
    "repository": {"domain", "limits", "evidence", "items", "repository", *PORTS},
    "sign_ins": {"limits", *PORTS},
    "evidence": {"domain"},
    "standing": {"domain"},
    "entries": {"domain"},
    "items": {"domain", *PORTS},
    "exports": {"domain", "entries", "evidence"},
    "audit": {"domain", "entries", *PORTS},
    "standings": {"domain", "standing", "repository", *PORTS},
    "answers": {"domain", "repository", "delivery", "worker", "translation"},
    "deciding": {"domain", "entries", "standing", "audit", "repository", "standings", *PORTS},
    "sanctions": {"domain", "entries", "standing", "audit", "standings", *PORTS},
    "services": {
        *(
            "domain",
            "limits",
            "entries",
            "evidence",
            "audit",
            "pseudonyms",
            "repository",
            "services",
            "turns",
            "delivery",
        ),
        *PORTS,
    },
    "addresses": set(),
    "transport": {"addresses"},
}
ABOVE_THE_STORE = {
    *("views", "forms", "screens", "urls", "decorators", "http", "converters"),
    *("site", "staff_views", "staff_screens", "staff_forms", "staff_actions"),
}
BELOW_THE_VIEWS = {
    *("repository", "services", "store", "stores"),
    *("items", "audit", "standings", "deciding", "sanctions"),
}
ADAPTERS = {
    *("chatscape.store.sqlite", "chatscape.store.sqlite_walk", "chatscape.store.sqlite_file"),
    *("chatscape.store.dynamodb", "chatscape.store.dynamodb_walk"),
}
ENGINES = {
    "sqlite3": {
        *("chatscape.store.sqlite", "chatscape.store.sqlite_file", "chatscape.store.sqlite_walk"),
    },
    "boto3": set(),
    "botocore": {
        *("chatscape.store.dynamodb_client", "chatscape.aws_parameters", "chatscape.aws_session"),
    },
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
            source = ".".join([*base, *([node.module] if node.module else [])])
            yield source
            yield from (f"{source}.{alias.name}" for alias in node.names)


def is_standard(name: str) -> bool:
    return name.split(".")[0] in sys.stdlib_module_names


def allowed_by(layers: set[str], name: str) -> bool:
    """Whether a module, or the module that a name comes from, is of one of the layers."""
    parents = [name, name.rpartition(".")[0]]
    return any(it in layers or it.rpartition(".")[2] in layers for it in parents if it)


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_a_module_imports_only_what_its_layer_may(path: Path) -> None:
    allowed = LAYERS.get(path.stem)
    if path.parent.name not in APPS or allowed is None:
        return
    for name in imported(path):
        is_package_of_a_port = any(port.startswith(f"{name}.") for port in PORTS)
        assert is_standard(name) or allowed_by(allowed, name) or is_package_of_a_port, name


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_views_speak_with_the_wiring_alone(path: Path) -> None:
    if path.parent.name not in APPS or path.stem not in ABOVE_THE_STORE:
        return
    for name in imported(path):
        is_wired = name.startswith("chatscape.wiring.")
        assert is_wired or not BELOW_THE_VIEWS.intersection(name.split(".")), name
        assert path.stem != "forms" or not name.startswith("chatscape.wiring"), name


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
        is_adapter = name in ADAPTERS
        assert not is_adapter or module == "chatscape.stores", name


def test_only_the_view_layer_reaches_for_the_wiring() -> None:
    for path in MODULES:
        if path.stem in LAYERS and path.parent.name in APPS:
            assert "chatscape.wiring" not in imported(path), path


def test_nothing_queries_a_relational_database() -> None:
    taken_off = {"django.db", "django.db.close_old_connections", "django.db.reset_queries"}
    for path in MODULES:
        database = {name for name in imported(path) if name.startswith("django.db")}
        assert database == (taken_off if path.name == "wsgi.py" else set()), path
        caches = {name for name in imported(path) if name.startswith("django.core.cache")}
        assert not caches or path.name == "wsgi.py", path
        assert ".objects." not in path.read_text(), path
