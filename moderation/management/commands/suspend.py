from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.domain import moment
from chatscape.wiring import sanctions
from moderation.domain import MAX_DAYS, Decision, Measure
from moderation.management.arguments import person_at, reason_in


class Command(BaseCommand):
    help = (
        "Suspend somebody by their e-mail address, for some days or for good. It bites on their "
        "next request, on every device; nothing that they wrote is deleted. It takes the place of "
        "what this command did before; what moderators decided stays, and the longest counts."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--days", type=int, help="without it, the suspension has no end")
        parser.add_argument("--reason", default="", help="for the record; only staff read it")

    def handle(
        self, *args: object, email: str, days: int | None, reason: str, **options: object
    ) -> None:
        if days is not None and not 1 <= days <= MAX_DAYS:
            raise CommandError(f"--days goes from 1 to {MAX_DAYS}.")
        person = person_at(email)
        sanctions().suspend(person, Decision(Measure.SUSPEND, reason_in(reason), days))
        end = moment(person_at(email).suspended_until)
        until = f"until {end:%Y-%m-%d %H:%M} UTC" if end else "for good"
        self.stdout.write(f"{person.email} is suspended {until}.")
