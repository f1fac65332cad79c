"""Every state, a module for each part of the site; each enters its own."""

from ..state import STATES
from . import (
    account,
    application,
    chat,
    chats,
    offline,
    plain,
    problems,
    push,
    reporting,
    sending,
    signing_in,
    staff,
)

__all__ = [
    "STATES",
    "account",
    "application",
    "chat",
    "chats",
    "offline",
    "plain",
    "problems",
    "push",
    "reporting",
    "sending",
    "signing_in",
    "staff",
]
