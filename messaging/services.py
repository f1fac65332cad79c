"""Sending and reading: the use cases that move both sides of a conversation in one batch."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from accounts.domain import User, UserId
from accounts.limits import Limits, RateLimited, spend
from accounts.repository import Users, inbox_moved, inbox_moved_and_spent
from chatscape.notifier import Notifier
from chatscape.store.attempts import attempts
from chatscape.store.port import (
    Check,
    ConditionFailed,
    Present,
    Store,
    StoreUnavailable,
    Value,
    Write,
)
from chatscape.wake import Wake
from contacts.domain import Contact, TooManyContacts, UnknownContact, preview_of, to_epoch_ms
from contacts.repository import Contacts, change_row, new_row, row_key

from .domain import ContactBlocked, Draft, InboxFull, Message, conversation_id
from .repository import Messages, marker_key, new_message
from .turns import ConversationTurns


@dataclass(frozen=True, slots=True)
class Messenger:
    store: Store
    users: Users
    contacts: Contacts
    messages: Messages
    wake: Wake
    notifier: Notifier
    limits: Limits
    _turns: ConversationTurns = field(default_factory=ConversationTurns)

    def send(self, sender: User, contact: Contact, draft: Draft) -> Message:
        """Append a message to the conversation, exactly once per client id.

        `sender` and `contact`, their own row, are as just read. Raises ContactBlocked,
        ClientIdReused, InboxFull, RateLimited; StoreUnavailable passes through.
        """
        with self._turns.take(conversation_id(sender.id, contact.id)) as had_to_wait:
            if had_to_wait:
                sender, contact = self._sender(sender.id), self._own_row(sender.id, contact.id)
            return self._send(sender, contact, draft)

    def _send(self, sender: User, mine: Contact, draft: Draft) -> Message:
        for _ in attempts():
            if mine.blocked:
                return self._sent_before(sender, mine, draft, otherwise=ContactBlocked())
            theirs = self.contacts.row(mine.id, sender.id)
            message = _next_message(sender, mine, theirs, draft)
            is_withheld = theirs is not None and theirs.blocked
            try:
                self.store.write(
                    *new_message(message, mine.id, draft, withheld=is_withheld),
                    change_row(sender.id, mine, _shows(message, mine=True, withheld=is_withheld)),
                    inbox_moved_and_spent(sender, self._spent(sender, mine, theirs, message)),
                    *self._their_side(sender, mine.id, theirs, message),
                )
            except RateLimited as limited:
                return self._sent_before(sender, mine, draft, otherwise=limited)
            except ConditionFailed as conflict:
                if conflict.write.key == marker_key(sender.id, mine.id, draft.client_id):
                    return self._sent_before(sender, mine, draft, otherwise=StoreUnavailable())
                sender, mine = self._sender(sender.id), self._own_row(sender.id, mine.id)
            else:
                self.wake.notify([sender.id] if is_withheld else [sender.id, mine.id])
                if not is_withheld:
                    self.notifier.arrived(sender.id, mine.id, message.seq)
                return message
        raise StoreUnavailable

    def mark_read(self, reader: UserId, contact: Contact, seq: int) -> Contact:
        """Everything up to a number is read; reading never goes back."""
        row = contact
        for _ in attempts():
            seq = min(seq, row.last_seq)
            if seq <= row.read_seq and not (row.unread and seq == row.last_seq):
                return row
            unread = 0
            if seq < row.last_seq:
                unread = self.messages.count_from(row.id, reader, after=seq)
            try:
                changed = change_row(reader, row, {"read_seq": seq, "unread": unread})
                self.store.write(changed, inbox_moved(reader))
            except ConditionFailed:
                row = self._own_row(reader, row.id)
            else:
                self.wake.notify([reader])
                return replace(row, read_seq=seq, unread=unread)
        raise StoreUnavailable

    def _sent_before(
        self, sender: User, contact: Contact, draft: Draft, *, otherwise: Exception
    ) -> Message:
        message = self.messages.sent_as(sender.id, contact.id, draft)
        if message is None:
            raise otherwise
        return message

    def _spent(self, sender: User, mine: Contact, theirs: Contact | None, message: Message) -> str:
        """Raises RateLimited."""
        limits = [self.limits.messages]
        if _asks_anew(mine, theirs):
            limits.append(self.limits.requests)
        return spend(sender.spent, *limits, now=message.sent_at.timestamp())

    def _sender(self, user_id: UserId) -> User:
        sender = self.users.find(user_id)
        if sender is None:
            raise StoreUnavailable("a sender has no profile any more")
        return sender

    def _own_row(self, owner: UserId, contact: UserId) -> Contact:
        row = self.contacts.row(owner, contact)
        if row is None:
            raise UnknownContact(contact)
        return row

    def _their_side(
        self, sender: User, recipient: UserId, row: Contact | None, message: Message
    ) -> tuple[Write, ...]:
        if row is None:
            return self._request(sender, recipient, message)
        if row.blocked:
            return (Check(row_key(recipient, sender.id), Present({"blocked": True})),)
        changes = _shows(message, mine=False)
        if row.state == "removed":
            changes["state"] = "request"
        return change_row(recipient, row, changes, unread=1), inbox_moved(recipient)

    def _request(self, sender: User, recipient: UserId, message: Message) -> tuple[Write, ...]:
        row = Contact(
            id=sender.id,
            name=sender.name,
            email=sender.email,
            state="request",
            last_seq=message.seq,
            unread=1,
            preview=preview_of(message.body),
            last_at=to_epoch_ms(message.sent_at),
        )
        account = self.users.find(recipient)
        if account is None:
            raise UnknownContact(recipient)
        try:
            return new_row(account, row)
        except TooManyContacts as error:
            raise InboxFull from error


def _asks_anew(mine: Contact, theirs: Contact | None) -> bool:
    """Whether a message makes a request, or would if it were not withheld.

    What is withheld leaves the recipient's row as it is. So that the limit does not tell of a
    block, only the first message after the removal counts, as it does where it is delivered.
    """
    if theirs is None or theirs.state != "removed":
        return theirs is None
    return not theirs.blocked or mine.last_seq <= theirs.last_seq


def _next_message(sender: User, mine: Contact, theirs: Contact | None, draft: Draft) -> Message:
    last_seq = max(mine.last_seq, theirs.last_seq if theirs else 0)
    return Message(last_seq + 1, sender.id, draft.body, datetime.now(UTC), draft.client_id)


def _shows(message: Message, *, mine: bool, withheld: bool = False) -> dict[str, Value]:
    """What a contact row says after this message."""
    shown: dict[str, Value] = {
        "last_seq": message.seq,
        "preview": preview_of(message.body),
        "preview_is_mine": mine,
        "last_at": to_epoch_ms(message.sent_at),
    }
    if withheld:
        shown["withheld"] = message.seq
    return shown
