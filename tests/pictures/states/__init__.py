"""Every state, a module for each part of the site; each enters its own."""

from ..state import STATES
from . import account, chat, chats, plain, problems, sending, signing_in, staff

__all__ = [
    "STATES",
    "account",
    "chat",
    "chats",
    "plain",
    "problems",
    "sending",
    "signing_in",
    "staff",
]
