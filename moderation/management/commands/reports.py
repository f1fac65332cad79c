import json
from datetime import UTC, datetime
from itertools import islice

from django.core.management.base import BaseCommand, CommandError, CommandParser

from chatscape.wiring import audit, reports
from moderation.domain import BrokenSeal, Category, Queue
from moderation.entries import Event, told_of
from moderation.exports import exported, listed
from moderation.standing import OPERATOR


class Command(BaseCommand):
    help = "List reports, a line of JSON each, or export one with everything that belongs to it."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        of_list = verbs.add_parser("list", help="the oldest open reports first")
        of_list.add_argument("--closed", action="store_true", help="the newest decisions first")
        of_list.add_argument("--category", choices=[it.value for it in Category])
        of_list.add_argument("--most", type=int, default=100, help="how many (default: 100)")
        of_export = verbs.add_parser("export", help="one report as JSON; that it was is recorded")
        of_export.add_argument("report")

    def handle(self, *args: object, verb: str, **options: object) -> None:
        if verb == "list":
            self._list(**options)
        else:
            self._export(str(options["report"]))

    def _list(self, *, closed: object, category: object, most: object, **options: object) -> None:
        queue = Queue.CLOSED if closed else Queue.OPEN
        if int(str(most)) < 1:
            raise CommandError("--most is at least 1.")
        found = reports().all(queue, Category(str(category)) if category else None)
        for report in islice(found, int(str(most))):
            self.stdout.write(json.dumps(listed(report), ensure_ascii=False))

    def _export(self, report_id: str) -> None:
        now = datetime.now(UTC)
        try:
            found = reports().with_evidence(report_id, now)
        except BrokenSeal:
            raise CommandError("What is stored of this report is not what was sealed.") from None
        if found is None:
            raise CommandError(f"There is no report {report_id}.")
        report, evidence = found
        audit().record(told_of(report, Event.VIEWED, by="", email=OPERATOR, at=now))
        told = exported(report, evidence, audit().everything(report_id))
        self.stdout.write(json.dumps(told, ensure_ascii=False, indent=2))
