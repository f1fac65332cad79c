"""Use cases that span a person's list and the accounts behind its addresses."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from accounts.domain import User, UserId, new_user_id
from accounts.limits import Limits, spend
from accounts.repository import Users, known_account, unclaimed_account
from chatscape.store.attempts import attempts
from chatscape.store.port import ConditionFailed, Store, StoreUnavailable
from chatscape.wake import Wake

from .domain import Contact, OwnAddress, to_epoch_ms
from .repository import Contacts, new_row


@dataclass(frozen=True, slots=True)
class AddressBook:
    store: Store
    users: Users
    contacts: Contacts
    wake: Wake
    limits: Limits

    def add(self, owner: User, name: str, email: str) -> Contact:
        """Put the person behind a folded address into the owner's list.

        An address that nobody has signed up with gets an account for its owner to claim, so
        that the answer and the calls are the same either way. Adding someone twice changes
        nothing; adding a requester accepts.

        Raises OwnAddress, TooManyContacts, RateLimited.
        """
        for _ in attempts():
            known = self.users.id_for_email(email)
            contact_id = known or new_user_id()
            if email == owner.email or contact_id == owner.id:
                raise OwnAddress
            row = self.contacts.row(owner.id, contact_id)
            if row:
                return self._add_again(owner, row, name)
            try:
                return self._add_new(owner, contact_id, name, email, is_known=known is not None)
            except ConditionFailed:
                owner = self.users.find(owner.id) or owner
        raise StoreUnavailable

    def _add_again(self, owner: User, row: Contact, name: str) -> Contact:
        if row.state == "accepted":
            return row
        self.contacts.add_again(owner.id, row.id, name, datetime.now(UTC))
        return replace(row, state="accepted", name=name)

    def _add_new(
        self, owner: User, contact_id: UserId, name: str, email: str, *, is_known: bool
    ) -> Contact:
        now = to_epoch_ms(datetime.now(UTC))
        contact = Contact(id=contact_id, name=name, email=email, state="accepted", last_at=now)
        spent = spend(owner.spent, self.limits.contacts, now=now / 1000)
        account = known_account if is_known else unclaimed_account
        self.store.write(*new_row(owner, contact, spent), *account(contact_id, email))
        self.wake.notify([owner.id])
        return contact
