from django.conf import settings
from django.core.management.base import BaseCommand

from chatscape.settings import env


class Command(BaseCommand):
    help = (
        "Prints every setting as it is in effect, secrets by their length alone. Where the "
        "environment is not complete, says what is missing instead."
    )
    requires_system_checks = []

    def handle(self, *args: object, **options: object) -> None:
        place = "this machine" if settings.IS_LOCAL else "production"
        self.stdout.write(f"# Settings for {place}; what is commented out has its default.")
        for name, setting in env.settings.items():
            line = f"{name}={setting}"
            self.stdout.write(f"# {line}" if setting.is_default else line)
