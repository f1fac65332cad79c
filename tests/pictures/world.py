"""The data that every picture begins with, and what a state may need to happen to it."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta

from accounts.domain import FOREVER, Identity, User
from accounts.limits import Limits
from accounts.repository import Users, inbox_moved, unclaimed_account
from chatscape.notifier import NoNotifier
from chatscape.store.sqlite import SqliteStore
from chatscape.wake import NoWake
from contacts.repository import Contacts, change_row, new_row
from local.people import person, subject
from messaging.repository import Messages
from moderation.deciding import Deciding
from moderation.domain import Category, Complaint, Decision, Measure
from moderation.repository import Reports
from moderation.services import Reporting
from moderation.standings import Standings
from notifications.domain import Device, Subscription
from notifications.repository import Devices
from tests.site import GENEROUS, Site

from .cast import COLLEAGUE, FRIENDS, MODERATOR, NEWCOMER, OWNER, STAFF, TAKEN
from .past import NOW, id_of, message, shown, write_conversation, writes_for

(LIMIT,) = set(GENEROUS.values())
LIMITS = Limits(*[int(LIMIT)] * len(fields(Limits)))


class World:
    """Can be put back to how it was at the beginning, whatever a state did to it."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self._path = site.data_dir / "chatscape.sqlite3"
        self._store = SqliteStore(self._path)
        self._users = Users(self._store, NoWake())
        self._contacts = Contacts(self._store, NoWake())
        self._owner = self._signs_up(OWNER).id
        self._signs_up(NEWCOMER)
        self._signs_up(STAFF)
        self._moderator = self._signs_up(MODERATOR)
        self._colleague = self._signs_up(COLLEAGUE)
        self._users.sign_in(Identity("https://id.example.com", "oscar", TAKEN, "Oscar"))
        for friend in FRIENDS:
            self._store.write(*unclaimed_account(id_of(friend.email), friend.email))
            row = write_conversation(self._store, friend, self._owner)
            self._store.write(*new_row(self._user(), row))
        reports, standings = Reports(self._store), Standings(self._store)
        self._deciding = Deciding(
            self._store, reports, standings, NoWake(), NoNotifier(), evidence_days=180
        )
        with self._connection() as connection:
            self._rows = connection.execute("SELECT * FROM items").fetchall()

    def reset(self) -> None:
        with self._connection() as connection:
            connection.execute("DELETE FROM items")
            connection.executemany("INSERT INTO items VALUES (?, ?, ?)", self._rows)

    def hears(self, email: str, text: str) -> None:
        """From somebody who writes to Alice just now."""
        row = self._contacts.row(self._owner, id_of(email))
        assert row
        new = message(row.last_seq + 1, row.id, text, NOW)
        changed = change_row(self._owner, row, shown(new, self._owner), unread=1)
        self._store.write(*writes_for(new, self._owner), changed, inbox_moved(self._owner))

    def is_notified(self, browser: str, system: str) -> None:
        """On one more device."""
        began = int(NOW.timestamp())
        subscription = Subscription(f"https://push.example.com/{system}", "p256dh", "auth")
        device = Device(
            subscription,
            *(browser, system, "en", "0" * 8),
            *(self._user().epoch, began, FOREVER, began),
        )
        Devices(self._store).add(self._user(), device, began)

    def reports(self, email: str, comment: str, category: Category = Category.THREAT) -> str:
        """The last message of somebody; the report's id."""
        row = self._contacts.row(self._owner, id_of(email))
        assert row
        messages = Messages(self._store)
        said = messages.before(self._owner, row, None).messages
        theirs = max(it.seq for it in said if it.sender == row.id)
        reporting = Reporting(
            *(self._store, self._contacts, messages, Reports(self._store), NoWake()), LIMITS
        )
        complaint = Complaint(category, comment, frozenset({theirs}))
        return reporting.file(self._user(), row, complaint).report.id

    def decides(
        self,
        report: str,
        measure: Measure,
        why: str,
        days: int | None = None,
        *,
        evidence_days: int = 180,
    ) -> None:
        """The moderator does."""
        deciding = replace(self._deciding, evidence_days=evidence_days)
        deciding.decide(self._moderator, report, 0, Decision(measure, why, days))

    def takes(self, report: str) -> None:
        self._deciding.take(self._moderator, report, 0)

    def takes_first(self, report: str) -> None:
        """The moderator's colleague does."""
        self._deciding.take(self._colleague, report, 0)

    def breaks_seal(self, report: str) -> None:
        self._changes(f"report#{report}", "report", seal="0" * 64)

    def is_told(self, **told: str | bool) -> None:
        """What the profile says that Alice is to read."""
        self._changes(f"user#{self._owner}", "profile", **told)

    def removes(self, email: str) -> None:
        """On another device of hers."""
        self._contacts.remove(self._owner, id_of(email))

    def spends(self, limit: str) -> None:
        """As much of a limit as there is."""
        now = int(datetime.now(UTC).timestamp())
        self._changes(f"user#{self._owner}", "profile", spent=f"{limit}:{now:x}:{LIMIT}")

    def suspends(self, days: int | None = None) -> None:
        until = FOREVER if days is None else int((NOW + timedelta(days=days)).timestamp())
        self._changes(f"user#{self._owner}", "profile", suspended_until=until)

    def breaks(self, email: str) -> None:
        """A row then lacks what every row has."""
        self._changes(f"contacts#{self._owner}", id_of(email), name=None)

    def _signs_up(self, email: str) -> User:
        self._store.write(*unclaimed_account(id_of(email), email))
        claims = person(email).claims
        roles = frozenset(map(str, claims.get("groups", ())))
        name = str(claims["name"])
        return self._users.sign_in(Identity(self.site.issuer, subject(email), email, name, roles))

    def _user(self) -> User:
        user = self._users.find(self._owner)
        assert user
        return user

    def _changes(self, partition: str, sort: str, **changes: str | int | None) -> None:
        """Whatever the site's own rules say; None takes an attribute away."""
        with self._connection() as connection:
            connection.execute(
                "UPDATE items SET item = json_patch(item, ?) WHERE partition = ? AND sort = ?",
                (json.dumps(changes), partition, sort),
            )

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self._path)) as connection, connection:
            yield connection
