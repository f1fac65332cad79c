"""Static files under hashed names: two style sheets, and the imports between our modules."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

import rjsmin
from django.contrib.staticfiles.apps import StaticFilesConfig
from django.core.files.storage import Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

OUR_SCRIPTS = "js/"
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
        """Scripts lose their comments, the styles become one file; then all is hashed."""
        if not dry_run:
            ours = {name: source(paths, name) for name in paths if name.startswith(OUR_SCRIPTS)}
            ready = {name: rjsmin.jsmin(script) for name, script in ours.items()}
            ready |= {name: with_imports(paths, name) for name in (STYLES, ADMIN_STYLES)}
            for name, text in ready.items():
                Path(self.path(name)).write_text(text, encoding="utf-8")
            paths = paths | {name: (self, name) for name in ready}
        yield from super().post_process(paths, dry_run, **options)


def source(paths: Mapping[str, tuple[Storage, str]], name: str) -> str:
    """As it was written, whatever an earlier run has made of it."""
    storage, path = paths[name]
    with storage.open(path) as file:
        return str(file.read(), "utf-8")


def with_imports(paths: Mapping[str, tuple[Storage, str]], name: str) -> str:
    """One request instead of one for each component."""
    folder = PurePosixPath(name).parent
    return IMPORT.sub(lambda found: source(paths, str(folder / found[1])), source(paths, name))
