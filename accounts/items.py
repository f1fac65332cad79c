"""A profile as the store has it."""

from accounts.domain import Identity, User, UserId
from chatscape.store.port import Item


def from_item(user_id: UserId, item: Item) -> User:
    return User(
        id=user_id,
        email=str(item["email"]),
        name=str(item["name"]),
        inbox_version=int(item["inbox_version"]),
        epoch=int(item["epoch"]),
        revoked=str(item["revoked"]),
        suspended_until=int(item["suspended_until"]),
        groups=frozenset(str(item["groups"]).split()),
        contact_count=int(item["contact_count"]),
        spent=str(item["spent"]),
        warning=str(item["warning"]),
        answered=bool(item["answered"]),
        is_claimed=bool(item["claimed"]),
    )


def new_profile(email: str) -> Item:
    """Of somebody who has not signed in yet."""
    return {
        "claimed": False,
        "email": email,
        "name": "",
        "inbox_version": 0,
        "epoch": 0,
        "revoked": "",
        "suspended_until": 0,
        "groups": "",
        "contact_count": 0,
        "spent": "",
        "warning": "",
        "answered": False,
    }


def claimed_by(identity: Identity, name: str = "") -> Item:
    """A name that somebody has chosen stays."""
    roles = _joined(identity.roles)
    return {"claimed": True, "name": name or identity.name, "groups": roles}


def from_provider(user: User) -> Item:
    """What a sign-in can change."""
    return {"claimed": user.is_claimed, "email": user.email, "groups": _joined(user.groups)}


def _joined(roles: frozenset[str]) -> str:
    return " ".join(sorted(roles))
