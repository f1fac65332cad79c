"""The site's own settings, with one more address: the least that a view of this site can do."""

from chatscape.settings import *  # noqa: F403

ROOT_URLCONF = "tests.bench.urls"
