"""The admin site: Django's, entered by our own session, without what needs a database."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from django.contrib.admin import AdminSite
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.decorators import staff_only
from accounts.domain import User

View = TypeVar("View", bound=Callable[..., Any])


class ModerationSite(AdminSite):
    """Where staff work."""

    site_title = _("ChatScape moderation")
    site_header = _("Moderation")
    index_title = _("Reports")
    index_template = "moderation/index.html"
    enable_nav_sidebar = False  # there is one page

    def get_urls(self) -> list[URLResolver | URLPattern]:
        """Without Django's own for passwords, look-ups and redirects: nothing stands behind them.

        An unknown address is a 404 for staff; whoever is not is answered as everywhere here.
        """
        return [
            path("", require_safe(self.admin_view(self.index)), name="index"),
            path("<path:url>", require_safe(self.admin_view(self.catch_all_view)), name="unknown"),
        ]

    def admin_view(self, view: View, cacheable: bool = False) -> View:
        """`cacheable` is Django's: no page of ours is kept."""
        return cast(View, staff_only(view))

    def has_permission(self, request: HttpRequest) -> bool:
        return isinstance(request.user, User) and request.user.is_staff

    def get_log_entries(self, request: HttpRequest) -> Any:
        """Django's own log of actions is a table; there is none."""
        return ()
