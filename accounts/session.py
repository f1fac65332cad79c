"""A signed-in browser: what its cookie holds, who that is, and how it begins and ends."""

import re
import secrets
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from django.conf import settings
from django.http import HttpRequest
from django.middleware.csrf import rotate_token

from accounts.domain import HOUR, SESSION_IDLE, USER_ID_PATTERN, User, UserId
from accounts.repository import Users
from accounts.services import end_session
from chatscape.logs import Event, report
from chatscape.pseudonyms import pseudonym

PENDING = "oidc_states"
RENEW_AFTER = HOUR


@dataclass(frozen=True, slots=True)
class Session:
    """What the signed cookie says; the profile has the last word on whether it still holds."""

    user: UserId
    sid: str
    epoch: int
    since: int
    until: int
    """It ends at the latest here, whatever becomes of its person's roles."""
    seen: int

    @classmethod
    def read(cls, payload: Mapping[str, object]) -> "Session | None":
        match dict(payload):
            case {
                "user": str(user),
                "sid": str(sid),
                "epoch": int(epoch),
                "since": int(since),
                "until": int(until),
                "seen": int(seen),
            } if re.fullmatch(USER_ID_PATTERN, user):
                return cls(UserId(user), sid, epoch, since, until, seen)
        return None

    def holds_for(self, user: User, now: float) -> bool:
        return user.has_session(self.sid, self.epoch, self.since, self.until, now)


def identify(
    payload: Mapping[str, object], users: Users, now: float, *, consistent: bool = True
) -> User | None:
    """Who a session cookie stands for. Needs no Django request."""
    session = Session.read(payload)
    if session is None or now >= session.seen + SESSION_IDLE:
        return None
    user = users.find(session.user, consistent=consistent)
    if user and session.holds_for(user, now):
        return user
    if consistent:
        return None
    # An eventually consistent read may be older than the session: only a consistent one refuses.
    return identify(payload, users, now)


def begin(request: HttpRequest, user: User) -> None:
    """Replace whoever was signed in; other tabs may still be on their way through the provider."""
    pending = request.session.get(PENDING)
    request.session.flush()
    if pending:
        request.session[PENDING] = pending
    now = int(time.time())
    until = now + user.session_lifetime
    session = Session(user.id, secrets.token_hex(4), user.epoch, since=now, until=until, seen=now)
    request.session.update(asdict(session))
    rotate_token(request)


def renew(request: HttpRequest) -> None:
    """Put off the idle expiry, so seldom that it cannot overwrite what another tab stores."""
    now = int(time.time())
    if now - request.session["seen"] >= RENEW_AFTER:
        request.session["seen"] = now


def report_refused(request: HttpRequest) -> None:
    """Tell the log of a cookie that stands for nobody; a browser without one is no news."""
    session = Session.read(request.session)
    if session:
        report(Event.SESSION_REFUSED, cause="over", user=pseudonym(session.user))
    elif settings.SESSION_COOKIE_NAME in request.COOKIES and request.session.is_empty():
        report(Event.SESSION_REFUSED, cause="unreadable")


def end(request: HttpRequest, users: Users) -> Session | None:
    """Sign out: the cookie goes, and a copy of it is worth nothing, now or when roles change.

    Answers with the session that was ended.
    """
    session = Session.read(request.session)
    try:
        if session and time.time() < session.until:
            end_session(users, session.user, session.epoch, session.sid, session.until)
            report(Event.SIGNED_OUT, user=pseudonym(session.user))
    finally:
        request.session.flush()  # this browser forgets, also where the store cannot
    return session
