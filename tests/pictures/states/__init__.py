"""Every state, a module for each part of the site."""

from . import account, chat, chats, german, plain, problems, sending, signing_in, staff

__all__ = [
    "account",
    "chat",
    "chats",
    "german",
    "plain",
    "problems",
    "sending",
    "signing_in",
    "staff",
]
