"""Who may do what: for every route and each of its methods, the answer to every kind of person."""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple


class Who(StrEnum):
    """Somebody, by what there is between them and Bob, whom the address names."""

    ANONYMOUS = "anonymous"
    STRANGER = "stranger"
    """Signed in; neither has heard of the other."""
    STAFF = "staff"
    """A stranger who reads reports."""
    MODERATOR = "moderator"
    """A stranger who decides about them."""
    REMOVER = "remover"
    """Had Bob in the list and has removed him."""
    REQUESTER = "requester"
    """Has Bob in the list and wrote to him; he has not answered."""
    ASKED = "asked"
    """Has not added Bob, who has added her and wrote to her."""
    BLOCKED = "blocked"
    """Bob has blocked her."""
    OWNER = "owner"
    """Friends with Bob."""
    SUSPENDED = "suspended"
    """Friends with Bob, and suspended."""


STRANGERS = (Who.STRANGER, Who.STAFF, Who.MODERATOR)


class Status(NamedTuple):
    """Of a page, and of an htmx request."""

    page: int
    htmx: int


SHOWN = Status(200, 200)
DONE = Status(303, 200)
LEFT = Status(303, 303)
SIGN_IN = Status(302, 401)
ELSEWHERE = Status(302, 302)
NOT_FOUND = Status(404, 404)
SUSPENDED = Status(403, 403)
REFUSED = Status(422, 422)
FORBIDDEN = Status(403, 403)
STALE = Status(400, 400)
NO_JSON = Status(400, 400)  # the door is open, but only to what is no form
NOT_ALLOWED = Status(405, 405)

Answers = Mapping[Who, Status]
Form = dict[str, str]


def everybody(answer: Status) -> Answers:
    return dict.fromkeys(Who, answer)


def visitors(anonymous: Status, known: Status) -> Answers:
    """Open to whoever is not suspended."""
    return {**everybody(known), Who.ANONYMOUS: anonymous, Who.SUSPENDED: SUSPENDED}


def members(answer: Status) -> Answers:
    """Open to whoever is signed in and not suspended."""
    return visitors(SIGN_IN, answer)


def staff(answer: Status) -> Answers:
    """Open to staff; everybody else who is signed in is told that it is not for them."""
    return {**moderators(answer), Who.STAFF: answer}


def moderators(answer: Status) -> Answers:
    """Open to those of the staff who decide."""
    return {**members(FORBIDDEN), Who.MODERATOR: answer}


def with_a_row(answer: Status) -> Answers:
    """Open to whoever has Bob in the list; for everybody else there is nothing."""
    without = dict.fromkeys((*STRANGERS, Who.REMOVER), NOT_FOUND)
    return {**members(answer), **without}


REPORTED = {**with_a_row(DONE), Who.REQUESTER: REFUSED}  # Bob has not written to them
NEWS = {**with_a_row(SHOWN), Who.REMOVER: SHOWN}  # the page learns that the conversation is gone

CLIENT_ID = "8d2f6c1e-0b7a-4f39-9c55-2f0e6a1b7d34"
NAME = {"name": "A new name"}
ENDPOINT = "https://push.example.com/send/to-everybody"  # each of them has a device there

ANSWERS: dict[str, dict[str, Answers]] = {
    "landing": dict.fromkeys(("GET", "HEAD"), visitors(SHOWN, ELSEWHERE)),
    "about": dict.fromkeys(("GET", "HEAD"), visitors(SHOWN, SHOWN)),
    "offline": dict.fromkeys(("GET", "HEAD"), everybody(SHOWN)),
    "manifest": dict.fromkeys(("GET", "HEAD"), everybody(SHOWN)),
    "service_worker": dict.fromkeys(("GET", "HEAD"), everybody(SHOWN)),
    "accounts:sign_in": {"GET": everybody(ELSEWHERE)},
    "accounts:callback": {"GET": everybody(STALE)},
    "accounts:sign_out": {"POST": everybody(DONE)},
    "accounts:account": {"GET": members(SHOWN), "POST": members(DONE)},
    "accounts:language": {"POST": visitors(LEFT, LEFT)},
    "accounts:token": {"GET": members(SHOWN)},
    "accounts:sign_out_everywhere": {"POST": members(DONE)},
    "notifications:subscribe": {"POST": members(NO_JSON)},
    "notifications:remove": {"POST": members(DONE)},
    "notifications:test": {"POST": members(DONE)},
    "notifications:settings": {"POST": members(DONE)},
    "contacts:add": {"POST": members(DONE)},
    "contacts:accept": {"POST": with_a_row(DONE)},
    "contacts:rename": {"POST": with_a_row(DONE)},
    "contacts:block": {"POST": with_a_row(DONE)},
    "contacts:unblock": {"POST": with_a_row(DONE)},
    "contacts:remove": {"POST": with_a_row(DONE)},
    "messaging:inbox": dict.fromkeys(("GET", "HEAD"), members(SHOWN)),
    "messaging:conversation": dict.fromkeys(("GET", "HEAD"), with_a_row(SHOWN)),
    "messaging:messages": {"GET": with_a_row(SHOWN), "POST": with_a_row(DONE)},
    "messaging:read": {"POST": with_a_row(DONE)},
    "messaging:updates": dict.fromkeys(("GET", "HEAD"), NEWS),
    "moderation:report": {"GET": with_a_row(SHOWN), "POST": REPORTED},
    "moderation:reports": dict.fromkeys(("GET", "HEAD"), members(SHOWN)),
    "moderation:read_answers": {"POST": members(DONE)},
    "moderation:acknowledge": {"POST": members(DONE)},
    "admin:index": dict.fromkeys(("GET", "HEAD"), staff(SHOWN)),
    "admin:report": dict.fromkeys(("GET", "HEAD"), staff(SHOWN)),
    "admin:take": {"POST": moderators(DONE)},
    "admin:put-back": {"POST": moderators(DONE)},
    "admin:decide": {"POST": moderators(DONE)},
    "admin:dismiss": {"POST": moderators(DONE)},
    "admin:reverse": {"POST": moderators(DONE)},
    "admin:lift": {"POST": moderators(DONE)},
    "admin:restore": {"POST": moderators(DONE)},
    "admin:unknown": dict.fromkeys(("GET", "HEAD"), staff(NOT_FOUND)),
    "healthz": dict.fromkeys(("GET", "HEAD"), everybody(SHOWN)),
    "readyz": dict.fromkeys(("GET", "HEAD"), everybody(SHOWN)),
    "static": dict.fromkeys(("GET", "HEAD"), everybody(SHOWN)),
}

IN_THE_BROWSER = {"accounts:language"}  # what these change is a cookie, and nothing in the store
ON_THE_DEVICE = {"notifications:test"}  # which would show something; there is none to test
NOTHING_TO_READ = {"moderation:acknowledge"}  # nobody has been warned
WRITTEN_DOWN = {"admin:report"}  # that somebody has looked

# What would be accepted if the door were open.
FORMS: dict[str, Form] = {
    "accounts:account": NAME,
    "accounts:language": {"language": "de", "next": "/about/"},
    "notifications:remove": {"endpoint": ENDPOINT},
    "notifications:test": {"id": "0" * 32},
    "notifications:settings": {"shows_text": "on"},
    "contacts:add": {"name": "Sue", "email": "sue@example.com"},
    "contacts:rename": NAME,
    "messaging:messages": {"body": "let me in", "client_id": CLIENT_ID},
    "messaging:read": {"seq": "2"},
    "moderation:report": {"category": "spam", "comment": "Spam.", "messages": "2"},
    "moderation:acknowledge": {"category": "spam"},
    "admin:take": {"revision": "0"},
    "admin:put-back": {"revision": "1"},
    "admin:decide": {"revision": "0", "measure": "for good", "reason": "Spam."},
    "admin:dismiss": {"reason": "No spam."},
    "admin:reverse": {"revision": "1", "reason": "No spam."},
    "admin:lift": {"reason": "Time served."},
    "admin:restore": {"reason": "Too soon."},
}


def query_for(route: str, bob: str) -> Form:
    """What the address has to say besides its path, where it names Bob."""
    if route == "messaging:updates":
        return {"version": "0", "contact": bob, "after": "0"}
    return {}
