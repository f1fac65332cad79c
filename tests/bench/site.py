"""The site, with one more address: the least that a view of it can do."""

from django.conf import settings
from django.utils.module_loading import import_string

settings.ROOT_URLCONF = "tests.bench.urls"
application = import_string("chatscape.wsgi.application")
