"""The admin site: Django's, entered by our own session, without what needs a database."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from django.contrib.admin import AdminSite
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from accounts.decorators import moderators_only, staff_only
from accounts.domain import User

from . import staff_actions, staff_views

View = TypeVar("View", bound=Callable[..., Any])

ACTIONS = {
    "take": staff_actions.take,
    "put-back": staff_actions.put_back,
    "decide": staff_actions.decide,
    "reverse": staff_actions.reverse_decision,
    "lift": staff_actions.lift,
    "restore": staff_actions.restore,
}


class ModerationSite(AdminSite):
    """Where staff work."""

    site_title = _("ChatScape moderation")
    site_header = _("Moderation")
    enable_nav_sidebar = False  # there is one kind of page

    def get_urls(self) -> list[URLResolver | URLPattern]:
        """Without Django's own for passwords, look-ups and redirects: nothing stands behind them.

        An unknown address is a 404 for staff; whoever is not is answered as everywhere here.
        """
        return [
            path("", require_safe(self.admin_view(staff_views.index)), name="index"),
            path("reports/dismiss/", _act(staff_actions.dismiss), name="dismiss"),
            path(
                "reports/<report_id:report_id>/",
                require_safe(self.admin_view(staff_views.detail)),
                name="report",
            ),
            *(
                path(f"reports/<report_id:report_id>/{verb}/", _act(view), name=verb)
                for verb, view in ACTIONS.items()
            ),
            path("<path:url>", require_safe(self.admin_view(self.catch_all_view)), name="unknown"),
        ]

    def admin_view(self, view: View, cacheable: bool = False) -> View:
        """`cacheable` is Django's: no page of ours is kept."""
        return cast(View, staff_only(view))

    def has_permission(self, request: HttpRequest) -> bool:
        return isinstance(request.user, User) and request.user.is_staff


def _act(view: View) -> View:
    return cast(View, require_POST(moderators_only(view)))
