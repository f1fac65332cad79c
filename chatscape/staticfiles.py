"""Static files under hashed names, the imports between our modules included."""

from django.contrib.staticfiles.apps import StaticFilesConfig
from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(StaticFilesConfig):
    """Collects of htmx what the pages load: neither its extensions nor another version."""

    ignore_patterns = [*StaticFilesConfig.ignore_patterns, "ext", "htm*-4*"]


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    support_js_module_import_aggregation = True
