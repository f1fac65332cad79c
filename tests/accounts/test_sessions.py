"""How long a session holds, and what ends it."""

import time
from dataclasses import asdict, replace

import pytest
from django.conf import settings
from django.http import HttpRequest

from accounts.domain import (
    DAY,
    HOUR,
    SESSION_IDLE,
    SESSION_LIFETIME,
    STAFF_SESSION_LIFETIME,
    Identity,
    User,
)
from accounts.repository import Users, profile_key
from accounts.services import end_session
from accounts.session import RENEW_AFTER, Session, identify
from chatscape import wiring
from chatscape.store.port import Delete, Item, Key, Store
from chatscape.wake import NoWake
from tests.accounts.cookies import ages, payload
from tests.people import HTMX, Person

NOW = 1_800_000_000

NOBODY: dict[str, object] = {
    "user": "0" * 20,
    "sid": "a",
    "epoch": 0,
    "since": NOW,
    "until": NOW + DAY,
    "seen": NOW,
}


def sign_in(users: Users, *roles: str) -> User:
    identity = Identity("https://id.example.com", "1", "a@example.com", "A", frozenset(roles))
    return users.sign_in(identity)


def session_of(user: User, *, since: int = NOW, seen: int = NOW) -> Session:
    until = since + user.session_lifetime
    return Session(user.id, "aaaaaaaa", user.epoch, since, until, seen)


def who(session: Session, users: Users, now: float = NOW) -> User | None:
    return identify(asdict(session), users, now)


def test_a_session_stands_for_its_person(users: Users) -> None:
    user = sign_in(users)
    assert who(session_of(user), users) == user


@pytest.mark.parametrize(
    "payload",
    [
        {},
        {"user": "0" * 20},
        NOBODY | {"user": 1},
        NOBODY | {"epoch": "0"},
        NOBODY | {"seen": None},
        NOBODY | {"until": None},
        NOBODY,
    ],
    ids=["empty", "partial", "number as user", "text as epoch", "never seen", "endless", "nobody"],
)
def test_anything_else_stands_for_nobody(users: Users, payload: dict[str, object]) -> None:
    assert identify(payload, users, NOW) is None


def test_a_session_ends_when_nobody_used_it_for_thirty_days(users: Users) -> None:
    session = session_of(sign_in(users))
    assert who(session, users, NOW + SESSION_IDLE - 1)
    assert not who(session, users, NOW + SESSION_IDLE)


def test_the_cookie_itself_is_refused_after_as_long() -> None:
    assert settings.SESSION_COOKIE_AGE == SESSION_IDLE


def test_a_busy_session_ends_after_ninety_days(users: Users) -> None:
    user = sign_in(users)
    now = NOW + SESSION_LIFETIME
    assert who(session_of(user, seen=now - 2), users, now - 1)
    assert not who(session_of(user, seen=now - 2), users, now)
    assert SESSION_LIFETIME == 90 * DAY


@pytest.mark.parametrize("role", ["staff", "moderator"])
def test_a_staff_session_ends_after_twelve_hours(users: Users, role: str) -> None:
    session = session_of(sign_in(users, role))
    assert who(session, users, NOW + STAFF_SESSION_LIFETIME - 1)
    assert not who(session, users, NOW + STAFF_SESSION_LIFETIME)
    assert STAFF_SESSION_LIFETIME == 12 * HOUR


def test_another_epoch_ends_every_session(users: Users) -> None:
    session = session_of(sign_in(users))
    users.sign_out_everywhere(session.user)
    assert not who(session, users)
    assert who(replace(session, epoch=1), users)


def test_a_revoked_session_is_over_and_the_others_are_not(users: Users) -> None:
    session = session_of(sign_in(users))
    end_session(users, session.user, session.epoch, session.sid, session.until)
    assert not who(session, users)
    assert who(replace(session, sid="bbbbbbbb"), users)


@pytest.mark.parametrize("role", ["staff", "moderator"])
def test_losing_a_role_lengthens_no_session(users: Users, role: str) -> None:
    session = session_of(sign_in(users, role))
    sign_in(users)
    assert who(session, users, NOW + STAFF_SESSION_LIFETIME - 1)
    assert not who(session, users, NOW + STAFF_SESSION_LIFETIME)


def test_a_signed_out_staff_session_stays_dead_when_the_role_is_gone(users: Users) -> None:
    now = int(time.time())
    session = session_of(sign_in(users, "staff"), since=now - 2 * DAY, seen=now)
    end_session(users, session.user, session.epoch, session.sid, session.until)
    sign_in(users)
    end_session(users, session.user, session.epoch, "bbbbbbbb", now + DAY)  # forgets the first

    assert not who(session, users, now)


def test_gaining_a_role_shortens_every_session(users: Users) -> None:
    session = session_of(sign_in(users))
    sign_in(users, "staff")
    assert who(session, users, NOW + STAFF_SESSION_LIFETIME - 1)
    assert not who(session, users, NOW + STAFF_SESSION_LIFETIME)


def test_somebody_who_is_gone_is_nobody(store: Store, users: Users) -> None:
    session = session_of(sign_in(users))
    store.write(Delete(profile_key(session.user)))
    assert not who(session, users)


class Stale:
    """A store whose eventually consistent reads are behind, as DynamoDB's may be."""

    def __init__(self, store: Store, behind: Item | None) -> None:
        self._store, self._behind = store, behind

    def get(self, key: Key, *, consistent: bool = True) -> Item | None:
        return self._store.get(key) if consistent else self._behind

    def __getattr__(self, name: str) -> object:
        return getattr(self._store, name)


def test_a_stale_read_signs_nobody_out(store: Store, users: Users) -> None:
    user = sign_in(users)
    before = store.get(profile_key(user.id))
    users.sign_out_everywhere(user.id)
    signed_in_again = replace(session_of(user), epoch=1)

    for behind in (None, before):
        late = Users(Stale(store, behind), NoWake())  # type: ignore[arg-type]
        assert identify(asdict(signed_in_again), late, NOW, consistent=False)


# Through the site


def test_the_cookie_is_renewed_at_most_hourly(alice: Person) -> None:
    assert settings.SESSION_COOKIE_NAME not in alice.get("/account/").cookies
    ages(alice.browser, RENEW_AFTER + 1)

    renewed = alice.get("/account/")

    assert settings.SESSION_COOKIE_NAME in renewed.cookies
    assert time.time() - payload(alice.browser)["seen"] < RENEW_AFTER
    assert time.time() - payload(alice.browser)["since"] > RENEW_AFTER
    assert settings.SESSION_COOKIE_NAME not in alice.get("/account/").cookies


def test_only_whole_pages_renew_the_cookie(alice: Person) -> None:
    ages(alice.browser, RENEW_AFTER + 1)
    assert settings.SESSION_COOKIE_NAME not in alice.fragment("/account/").cookies
    posted = alice.post("/account/", name="Ali")
    assert posted.status_code == 200
    assert settings.SESSION_COOKIE_NAME not in posted.cookies

    restoring = {**HTMX, "HX-History-Restore-Request": "true"}
    restored = alice.browser.get("/account/", headers=restoring)
    assert settings.SESSION_COOKIE_NAME in restored.cookies


def test_an_idle_cookie_leads_to_signing_in(alice: Person) -> None:
    ages(alice.browser, SESSION_IDLE + 1)
    assert alice.get("/account/").status_code == 302


def test_signing_out_after_a_role_ended_the_session_ends_it_for_good(alice: Person) -> None:
    ages(alice.browser, STAFF_SESSION_LIFETIME + 1)
    copy = dict(payload(alice.browser).items())
    alice_as = Identity("https://id.example.com", alice.email, alice.email, "Alice")
    wiring.users().sign_in(replace(alice_as, roles=frozenset({"staff"})))
    assert alice.get("/account/").status_code == 302

    alice.browser.post("/oidc/logout/")
    wiring.users().sign_in(alice_as)

    assert not identify(copy, wiring.users(), time.time())


def test_a_request_costs_one_read_of_the_profile(alice: Person) -> None:
    request = HttpRequest()
    request.session = payload(alice.browser)
    assert identify(request.session, wiring.users(), time.time()) == alice.user
