"""Every state, a module for each part of the site."""

from . import account, chat, chats, plain, problems, sending, signing_in

__all__ = ["account", "chat", "chats", "plain", "problems", "sending", "signing_in"]
