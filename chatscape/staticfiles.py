"""Static files under hashed names: few scripts of many modules, two sheets of many components."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

import rcssmin
import rjsmin
from django.contrib.staticfiles.apps import StaticFilesConfig
from django.core.files.storage import Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

from .bundles import bundled

SCRIPTS = "js/"
STYLES = "css/chatscape.css"
ADMIN_STYLES = "css/admin.css"

IMPORT = re.compile(r'@import url\("(.+?)"\);')


class StaticFiles(StaticFilesConfig):
    """Collects what the pages load: of htmx one version, of the admin no scripts, of pwa none."""

    ignore_patterns = [
        *StaticFilesConfig.ignore_patterns,
        *("ext", "htm*-4*"),
        *("admin/js/*", "admin/css/vendor/*", "admin/img/gis/*"),
        *("css/django-pwa-app.css", "fonts/bootstrap/*", "images/icons/*"),
    ]


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    support_js_module_import_aggregation = True

    def post_process(
        self, paths: dict[str, Any], dry_run: bool = False, **options: Any
    ) -> Iterator[Any]:
        """Modules become bundles, components become sheets; then all is hashed and compressed."""
        if not dry_run:
            scripts = {name: source(paths, name) for name in paths if name.startswith(SCRIPTS)}
            ready = compact_scripts(scripts) | compact_styles(paths)
            for name in scripts:
                self.delete(name)
            for name, text in ready.items():
                Path(self.path(name)).write_text(text, encoding="utf-8")
            others = {name: file for name, file in paths.items() if name not in scripts}
            paths = others | {name: (self, name) for name in ready}
        yield from super().post_process(paths, dry_run, **options)


def compact_scripts(sources: Mapping[str, str]) -> dict[str, str]:
    modules = {name.removeprefix(SCRIPTS): script for name, script in sources.items()}
    return {f"{SCRIPTS}{name}": rjsmin.jsmin(it) for name, it in bundled(modules).items()}


def compact_styles(paths: Mapping[str, tuple[Storage, str]]) -> dict[str, str]:
    return {name: rcssmin.cssmin(with_imports(paths, name)) for name in (STYLES, ADMIN_STYLES)}


def source(paths: Mapping[str, tuple[Storage, str]], name: str) -> str:
    """As it was written, whatever an earlier run has made of it."""
    storage, path = paths[name]
    with storage.open(path) as file:
        return str(file.read(), "utf-8")


def with_imports(paths: Mapping[str, tuple[Storage, str]], name: str) -> str:
    """One request instead of one for each component."""
    folder = PurePosixPath(name).parent
    return IMPORT.sub(lambda found: source(paths, str(folder / found[1])), source(paths, name))
