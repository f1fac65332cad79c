from django.core.management.base import BaseCommand

from notifications.vapid import new_private_key


class Command(BaseCommand):
    help = "Prints a new VAPID_PRIVATE_KEY. Another key ends every subscription there is."
    requires_system_checks = ()

    def handle(self, *args: object, **options: object) -> None:
        self.stdout.write(new_private_key())
