"""What takes more than one look at a person: ending a session of theirs."""

import time

from accounts.domain import UserId
from accounts.repository import Users
from chatscape.store.attempts import attempts
from chatscape.store.port import ConditionFailed, StoreUnavailable


def end_session(users: Users, user_id: UserId, epoch: int, sid: str, until: int) -> None:
    """End one session, also where its cookie was copied; with too many, end all of them.

    `until` is when that cookie is worth nothing, whatever becomes of its person's roles.
    """
    for _ in attempts():
        user = users.find(user_id)
        if user is None or user.epoch != epoch or user.has_revoked(sid):
            return
        try:
            users.keep_sessions(user, user.without_session(sid, until, time.time()))
        except ConditionFailed:
            continue  # another session ended meanwhile: look again
        return
    raise StoreUnavailable
