"""The WSGI entry point of any server. A store that cannot be opened stops it here."""

import os

from django.core.cache import close_caches
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, reset_queries

from chatscape.edge import behind_edge
from chatscape.outermost import in_utf8, never_failing

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chatscape.settings")
application = never_failing(in_utf8(behind_edge(get_wsgi_application())))

from chatscape import wiring  # noqa: E402 - needs the settings that were just set up

wiring.store()

request_started.disconnect(reset_queries)  # there is no database, and no cache
request_started.disconnect(close_old_connections)
request_finished.disconnect(close_old_connections)
request_finished.disconnect(close_caches)
