"""Why somebody was not signed in, in words for the person who tried."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

STALE = _("This sign-in was already used, or it is too old.")
UNAVAILABLE = _(
    "The sign-in service is not working at the moment. This is not your fault: please try again "
    "in a few minutes."
)
REFUSED = _("You were not signed in: it was cancelled or refused.")
NOT_GENUINE = _("The answer of the sign-in service could not be trusted.")
UNVERIFIED = _("Your e-mail address is not verified yet. Verify it first, then sign in again.")
UNUSABLE = _("Your e-mail address cannot be used here.")
TOO_MANY = _("There were many sign-ins from your network. Please wait a minute.")
TAKEN = _(
    "Somebody has already signed up with your e-mail address. If it was you, sign in the way you "
    "did then; otherwise ask the people who run this site to release the address."
)


# A failure of the provider's is told apart from a bad request, in the access log too. It is no 5xx:
# the site itself works, and a proxy in front of it must not count it out or hide the page.
FAILED_DEPENDENCY = 424


class SignInFailed(Exception):
    """Nobody was signed in or out; the reason is for the person who tried."""

    def __init__(
        self, reason: str | Promise, status: int = 400, *, retry_after: int | None = None
    ) -> None:
        super().__init__(str(reason))
        self.reason = reason
        self.status = status
        self.retry_after = retry_after
