"""Static files under hashed names, the imports between our modules included."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import rjsmin
from django.contrib.staticfiles.apps import StaticFilesConfig
from whitenoise.storage import CompressedManifestStaticFilesStorage

OUR_SCRIPTS = "js/"


class StaticFiles(StaticFilesConfig):
    """Collects of htmx what the pages load: neither its extensions nor another version."""

    ignore_patterns = [*StaticFilesConfig.ignore_patterns, "ext", "htm*-4*"]


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    support_js_module_import_aggregation = True

    def post_process(
        self, paths: dict[str, Any], dry_run: bool = False, **options: Any
    ) -> Iterator[Any]:
        """Our scripts travel without their comments; then everything is hashed and compressed."""
        if not dry_run:
            scripts = [name for name in paths if name.startswith(OUR_SCRIPTS)]
            for name in scripts:
                script = Path(self.path(name))
                script.write_text(rjsmin.jsmin(script.read_text()))
            paths = paths | {name: (self, name) for name in scripts}
        yield from super().post_process(paths, dry_run, **options)
