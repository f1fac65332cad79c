"""What of the source and of the installed packages runs on AWS Lambda."""

import shutil
from pathlib import Path

from . import models

APPLICATION = (
    *("chatscape", "accounts", "notifications", "contacts", "messaging", "moderation"),
    *("templates", "locale"),
)
UNUSED_PACKAGES = {
    "boto3",  # the store speaks with botocore
    "s3transfer",  # boto3's
    "granian",  # Lambda is the server
    "click",  # granian's
    "brotli",  # 1.2 MB, and gzip does as well there
    "dnspython",  # email-validator's, to ask for mail servers: nothing here does
    "pycparser",  # cffi's, to build with
}
LANGUAGES = {"en", "de"}
UNUSED = (
    *("bin", "cffi", "*.dist-info/RECORD", "*.dist-info/direct_url.json"),
    *("**/*.po", "**/*.pyi", "**/*.c", "**/*.h", "**/*.pxd", "**/*.pyx", "**/py.typed"),
    *("**/tests", "django/contrib/gis", "django/contrib/postgres", "django/contrib/admindocs"),
    *("django/contrib/flatpages", "django/contrib/redirects", "django/contrib/sitemaps"),
    *("django/contrib/syndication", "django/conf/app_template", "django/conf/project_template"),
    "botocore/cacert.pem",  # it takes certifi's
    *("django/contrib/*/static", "pwa/static", "django_htmx/static"),  # collected by then
)


def prune(staged: Path) -> None:
    """Take away what no request needs."""
    for pattern in UNUSED:
        for path in sorted(staged.glob(pattern)):
            _remove(path)
    for locale in (path for path in staged.rglob("locale") if path.is_dir()):
        for language in (path for path in locale.iterdir() if path.is_dir()):
            if language.name not in LANGUAGES:
                _remove(language)
    for service in (path for path in (staged / "botocore" / "data").iterdir() if path.is_dir()):
        if service.name not in models.OPERATIONS:
            _remove(service)
    models.slim(staged / "botocore" / "data")


def copy_application(root: Path, staged: Path) -> None:
    ignored = shutil.ignore_patterns("__pycache__", "*.po", "*.pot")
    for name in APPLICATION:
        shutil.copytree(root / name, staged / name, ignore=ignored)
    shutil.copy2(root / "manage.py", staged)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
