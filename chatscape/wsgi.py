"""The WSGI entry point of any server. A store that cannot be opened stops it here."""

import os

import django
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chatscape.settings")
django.setup(set_prefix=False)

from chatscape import wiring  # noqa: E402 - needs the settings that were just set up


class Request(WSGIRequest):
    """A content type that cannot be read is none; Django would answer nothing at all."""

    def _set_content_type_params(self, meta: dict[str, object]) -> None:
        try:
            super()._set_content_type_params(meta)  # type: ignore[misc]
        except ValueError:
            self.content_type, self.content_params = "", {}


class Handler(WSGIHandler):
    request_class = Request


application = Handler()
wiring.store()
