"""The WSGI entry point of any server. A store that cannot be opened stops it here."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chatscape.settings")
application = get_wsgi_application()

from chatscape import wiring  # noqa: E402 - needs the settings that were just set up

wiring.store()
