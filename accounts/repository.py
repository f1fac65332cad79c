"""Where people are kept: a profile each, and the pointers that lead to it."""

import hashlib
import time

from accounts.domain import EmailTaken, Identity, User, UserId, new_user_id, revoke
from chatscape.store.port import (
    Absent,
    Check,
    ConditionFailed,
    Delete,
    Item,
    Key,
    Present,
    Put,
    Store,
    StoreUnavailable,
    Update,
    Value,
    Write,
)
from chatscape.wake import Wake

ATTEMPTS = 8


def profile_key(user_id: str) -> Key:
    return Key(f"user#{user_id}", "profile")


def email_key(email: str) -> Key:
    return Key(f"email#{email}", "user")


def subject_key(issuer: str, subject: str) -> Key:
    digest = hashlib.sha256(issuer.encode()).hexdigest()[:32]
    return Key(f"subject#{digest}#{subject}", "user")


def inbox_moved(user_id: str) -> Update:
    """Part of every batch that changes what a person's list or open conversation shows."""
    return Update(profile_key(user_id), add={"inbox_version": 1})


def unclaimed_account(user_id: UserId, email: str) -> tuple[Put, Put]:
    """An account for an address that nobody has signed up with, while that is so."""
    return (
        Put(email_key(email), {"user_id": user_id}, Absent()),
        Put(profile_key(user_id), _new_profile(email), Absent()),
    )


class Users:
    def __init__(self, store: Store, wake: Wake) -> None:
        self._store = store
        self._wake = wake

    def find(self, user_id: str, *, consistent: bool = True) -> User | None:
        item = self._store.get(profile_key(user_id), consistent=consistent)
        return _from_item(UserId(user_id), item) if item else None

    def id_for_email(self, email: str) -> UserId | None:
        return self._pointed_to(email_key(email))

    def sign_in(self, identity: Identity) -> User:
        """The person behind an identity; a new one, or the claimed one, at the first sign-in.

        Raises EmailTaken.
        """
        subject = subject_key(identity.issuer, identity.subject)
        for _ in range(ATTEMPTS):
            user_id = self._pointed_to(subject)
            try:
                if user_id is None:
                    return self._sign_up(identity)
                return self._sign_in_again(user_id, identity)
            except ConditionFailed:
                continue
            except EmailTaken:
                if self._pointed_to(subject) is None:
                    raise
                # by this very identity, in another tab
        raise StoreUnavailable

    def rename(self, user_id: UserId, name: str) -> None:
        self._store.write(Update(profile_key(user_id), {"name": name}, add={"inbox_version": 1}))
        self._wake.notify([user_id])

    def sign_out_everywhere(self, user_id: UserId) -> None:
        self._store.write(Update(profile_key(user_id), {"revoked": ""}, add={"epoch": 1}))
        self._wake.notify([user_id])

    def revoke_session(self, user: User, sid: str, expires: int) -> None:
        """End one session, also where its cookie was copied; with too many, end all of them."""
        for _ in range(ATTEMPTS):
            now = self.find(user.id)
            if now is None or now.epoch != user.epoch or now.has_revoked(sid):
                return
            unchanged = Present({"revoked": now.revoked, "epoch": now.epoch})
            revoked = revoke(now.revoked, sid, expires, time.time())
            changes: dict[str, Value] = {"revoked": revoked or ""}
            if revoked is None:
                changes["epoch"] = now.epoch + 1
            try:
                self._store.write(Update(profile_key(user.id), changes, when=unchanged))
            except ConditionFailed:
                continue
            self._wake.notify([user.id])
            return
        raise StoreUnavailable

    def release_address(self, email: str) -> bool:
        """Free an address for whoever proves to own it next; False where nobody had it."""
        try:
            self._store.write(Delete(email_key(email), Present()))
        except ConditionFailed:
            return False
        return True

    def _pointed_to(self, pointer: Key) -> UserId | None:
        item = self._store.get(pointer)
        return UserId(str(item["user_id"])) if item else None

    def _sign_up(self, identity: Identity) -> User:
        owner = self.id_for_email(identity.email)
        if owner is None:
            user_id = new_user_id()
            writes = self._create(user_id, identity)
        else:
            user_id = owner
            writes = self._claim(owner, identity)
        subject = subject_key(identity.issuer, identity.subject)
        self._store.write(Put(subject, {"user_id": user_id}, Absent()), *writes)
        return self._found(user_id)

    def _create(self, user_id: UserId, identity: Identity) -> tuple[Write, ...]:
        profile = {**_new_profile(identity.email), **_claimed_by(identity)}
        return (
            Put(email_key(identity.email), {"user_id": user_id}, Absent()),
            Put(profile_key(user_id), profile, Absent()),
        )

    def _claim(self, owner: UserId, identity: Identity) -> tuple[Write, ...]:
        item = self._store.get(profile_key(owner))
        if item and item["claimed"]:
            raise EmailTaken
        return (
            Check(email_key(identity.email), Present({"user_id": owner})),
            Update(profile_key(owner), _claimed_by(identity), when=Present({"claimed": False})),
        )

    def _sign_in_again(self, user_id: UserId, identity: Identity) -> User:
        """Take over what has changed at the provider: the roles, and an address that is free."""
        user = self._found(user_id)
        changes: dict[str, Value] = {}
        writes: list[Write] = []
        if user.groups != identity.roles:
            changes["groups"] = _joined(identity.roles)
        holder = self.id_for_email(identity.email)
        if holder is None:
            writes.append(Put(email_key(identity.email), {"user_id": user_id}, Absent()))
        if holder in (None, user_id) and user.email != identity.email:
            changes["email"] = identity.email
        if changes:
            writes.append(Update(profile_key(user_id), changes, add={"inbox_version": 1}))
        if not writes:
            return user
        self._store.write(*writes)
        if changes:
            self._wake.notify([user_id])
        return self._found(user_id)

    def _found(self, user_id: UserId) -> User:
        user = self.find(user_id)
        if user is None:
            raise StoreUnavailable(f"a pointer leads to {user_id}, who has no profile")
        return user


def _new_profile(email: str) -> dict[str, Value]:
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
    }


def _claimed_by(identity: Identity) -> dict[str, Value]:
    return {"claimed": True, "name": identity.name, "groups": _joined(identity.roles)}


def _joined(roles: frozenset[str]) -> str:
    return " ".join(sorted(roles))


def _from_item(user_id: UserId, item: Item) -> User:
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
    )
