"""Where people are kept: a profile each, and the pointers that lead to it."""

import hashlib
from dataclasses import replace

from accounts.domain import EmailTaken, Identity, User, UserId, new_user_id
from accounts.items import claimed_by, from_item, from_provider, new_profile
from accounts.limits import Limit, spend
from chatscape.store.attempts import attempts
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
    Write,
)
from chatscape.wake import Wake


def profile_key(user_id: str) -> Key:
    return Key(f"user#{user_id}", "profile")


def person_at(key: Key) -> UserId | None:
    """Whose profile is at a key."""
    user_id = UserId(key.partition.removeprefix(profile_key("").partition))
    return user_id if key == profile_key(user_id) else None


def email_key(email: str) -> Key:
    return Key(f"email#{email}", "user")


def subject_key(issuer: str, subject: str) -> Key:
    digest = hashlib.sha256(issuer.encode()).hexdigest()[:32]
    return Key(f"subject#{digest}#{subject}", "user")


def inbox_moved(user_id: str) -> Update:
    """Part of every batch that changes what a person's list or open conversation shows."""
    return Update(profile_key(user_id), add={"inbox_version": 1})


def inbox_moved_and_spent(user: User, spent: str) -> Update:
    """The same for what counts against a limit; holds while nothing else was counted since."""
    unchanged = Present({"spent": user.spent})
    return Update(profile_key(user.id), {"spent": spent}, {"inbox_version": 1}, when=unchanged)


def judged(user_id: str, *, suspended_until: int, warning: str) -> Update:
    """What staff hold against a person, which their next request finds in the profile."""
    changes: Item = {"suspended_until": suspended_until, "warning": warning}
    return Update(profile_key(user_id), changes, add={"inbox_version": 1})


def answer_came(user_id: str) -> Update:
    """That there is news of a report of theirs."""
    return Update(profile_key(user_id), {"answered": True}, add={"inbox_version": 1})


def unclaimed_account(user_id: UserId, email: str) -> tuple[Put, Put]:
    """An account for an address that nobody has signed up with, while that is so."""
    return (
        Put(email_key(email), {"user_id": user_id}, Absent()),
        Put(profile_key(user_id), new_profile(email), Absent()),
    )


def known_account(user_id: UserId, email: str) -> tuple[Check, Check]:
    """That an address still leads to its account: as dear as making one, so that it tells less."""
    return (
        Check(email_key(email), Present({"user_id": user_id})),
        Check(profile_key(user_id), Present()),
    )


class Users:
    def __init__(self, store: Store, wake: Wake) -> None:
        self._store = store
        self._wake = wake

    def find(self, user_id: str, *, consistent: bool = True) -> User | None:
        item = self._store.get(profile_key(user_id), consistent=consistent)
        return from_item(UserId(user_id), item) if item else None

    def id_for_email(self, email: str) -> UserId | None:
        return self._pointed_to(email_key(email))

    def sign_in(self, identity: Identity) -> User:
        """The person behind an identity; a new one, or the claimed one, at the first sign-in.

        Raises EmailTaken.
        """
        subject = subject_key(identity.issuer, identity.subject)
        for _ in attempts():
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

    def spend(self, user: User, limit: Limit, now: float) -> None:
        """One more of a limit, of something that no page shows. Raises RateLimited."""
        for _ in attempts():
            spent = spend(user.spent, limit, now=now)
            unchanged = Present({"spent": user.spent})
            try:
                self._store.write(Update(profile_key(user.id), {"spent": spent}, when=unchanged))
            except ConditionFailed:
                user = self._found(user.id)
            else:
                return
        raise StoreUnavailable

    def sign_out_everywhere(self, user_id: UserId) -> None:
        self._store.write(Update(profile_key(user_id), {"revoked": ""}, add={"epoch": 1}))
        self._wake.notify([user_id])

    def has_read_answers(self, user_id: UserId) -> None:
        changes: Item = {"answered": False}
        self._store.write(Update(profile_key(user_id), changes, add={"inbox_version": 1}))
        self._wake.notify([user_id])

    def keep_sessions(self, before: User, after: User) -> None:
        """Store which sessions are over. Raises ConditionFailed where others ended since."""
        unchanged = Present({"revoked": before.revoked, "epoch": before.epoch})
        changes: Item = {"revoked": after.revoked, "epoch": after.epoch}
        self._store.write(Update(profile_key(before.id), changes, when=unchanged))
        self._wake.notify([before.id])

    def release_address(self, email: str) -> bool:
        """Free an address for whoever proves to own it next; False where nobody had it."""
        try:
            self._store.write(Delete(email_key(email), Present()))
        except ConditionFailed:
            return False
        return True

    def await_owner(self, user_id: UserId) -> bool:
        """Let whoever proves the account's address next take it up; False where it waits already.

        The identity that has it keeps it.
        """
        claimed = Present({"claimed": True})
        try:
            self._store.write(Update(profile_key(user_id), {"claimed": False}, when=claimed))
        except ConditionFailed:
            return False
        return True

    def _pointed_to(self, pointer: Key) -> UserId | None:
        item = self._store.get(pointer)
        return UserId(str(item["user_id"])) if item else None

    def _sign_up(self, identity: Identity) -> User:
        user_id = self.id_for_email(identity.email)
        if user_id:
            writes = self._claim(user_id, identity)
        else:
            user_id = new_user_id()
            writes = _claimed_account(user_id, identity)
        subject = subject_key(identity.issuer, identity.subject)
        self._store.write(Put(subject, {"user_id": user_id}, Absent()), *writes)
        return self._found(user_id)

    def _claim(self, owner: UserId, identity: Identity) -> tuple[Write, ...]:
        """By the address that the account has now: one of before may be somebody else's."""
        user = self._found(owner)
        if user.is_claimed or user.email != identity.email:
            raise EmailTaken
        return (
            Check(email_key(identity.email), Present({"user_id": owner})),
            Update(
                profile_key(owner),
                claimed_by(identity, user.name),
                when=Present({"claimed": False, "email": user.email, "name": user.name}),
            ),
        )

    def _sign_in_again(self, user_id: UserId, identity: Identity) -> User:
        """Take over what has changed at the provider: the roles, and an address that is free."""
        user = self._found(user_id)
        holder = self.id_for_email(identity.email)
        after = user.as_of(identity, has_address=holder in (None, user_id))
        writes: list[Write] = []
        if holder is None:
            writes.append(Put(email_key(identity.email), {"user_id": user_id}, Absent()))
        if after != user:
            unchanged = Present(from_provider(user))
            moved = {"inbox_version": 1}
            writes.append(Update(profile_key(user_id), from_provider(after), moved, unchanged))
        if not writes:
            return user
        self._store.write(*writes)
        if after != user:
            self._wake.notify([user_id])
        return self._found(user_id)

    def _found(self, user_id: UserId) -> User:
        user = self.find(user_id)
        if user is None:
            raise StoreUnavailable("a pointer leads to somebody who has no profile")
        return user


def _claimed_account(user_id: UserId, identity: Identity) -> tuple[Write, ...]:
    pointer, profile = unclaimed_account(user_id, identity.email)
    return pointer, replace(profile, item={**profile.item, **claimed_by(identity)})
