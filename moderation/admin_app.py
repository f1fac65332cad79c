"""Django's admin as ChatScape installs it."""

from django.contrib.admin.apps import SimpleAdminConfig


class AdminApp(SimpleAdminConfig):
    """Not in apps.py, where Django would take it for the configuration of this app."""

    default_site = "moderation.site.ModerationSite"

    def ready(self) -> None:
        """Without the checks that ask for Django's own users and messages: there are none."""
