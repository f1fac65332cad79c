"""Who is on Alice's list, and how each of them stands with her."""

from dataclasses import dataclass
from typing import Literal

from . import said

OWNER = "alice@example.com"
NEWCOMER = "nora@example.com"
STAFF = "staff@example.com"
MODERATOR = "moderator@example.com"
COLLEAGUE = "lou@example.com"  # of the moderator
NOBODY = "quentin@example.com"  # has signed in with it, or added it
GERMAN = "de-DE"
TAKEN = "oscar@example.com"  # which another sign-in has claimed

LONG_NAME = "Anna-Magdalena Wilhelmina Theodora from the allotment association"
TOO_LONG = " and ".join(["Bob", "Carol", "Erin", "Frank", "Grace", "Henry"] * 2)


@dataclass(frozen=True, slots=True)
class Friend:
    name: str
    email: str
    said: str = ""
    unread: int = 0
    state: Literal["accepted", "request"] = "accepted"
    is_blocked: bool = False
    added: int = 0  # days ago, where nothing was said


FRIENDS = (
    Friend("Bob", "bob@example.com", said.BOB),
    Friend("Mum", "mum@example.com", said.MUM, unread=2),
    Friend("Carol", "carol@example.com", said.CAROL),
    Friend("Ivy", "ivy@example.com", said.IVY, unread=15),
    Friend("ليلى", "layla@example.com", said.LAYLA),
    Friend("Erin 🪴", "erin@example.com", said.ERIN),
    Friend(
        LONG_NAME,
        "anna.magdalena.wilhelmina.theodora.secretary@allotment-association.example.com",
        said.ANNA,
    ),
    Friend("Tom", "tom@example.com", said.TOM, unread=57),
    Friend("Henry", "henry@example.com", added=7),
    Friend("Mallory", "mallory@example.com", said.MALLORY, is_blocked=True),
    Friend("Dan", "dan@example.com", said.DAN),
    Friend("Zoë", "zoe@example.com", said.ZOE),
    Friend("Frank", "frank@example.com", said.FRANK, unread=1, state="request"),
    Friend("Grace", "grace@example.com", said.GRACE, unread=1, state="request"),
)
