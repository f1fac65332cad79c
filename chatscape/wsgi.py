"""The WSGI entry point of any server. A store that cannot be opened stops it here."""

import os

from django.core.wsgi import get_wsgi_application

from chatscape.content_type import in_utf8

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chatscape.settings")
application = in_utf8(get_wsgi_application())

from chatscape import wiring  # noqa: E402 - needs the settings that were just set up

wiring.store()
