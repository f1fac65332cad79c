#!/usr/bin/env python
import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

from chatscape.store.port import StoreError

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chatscape.settings")
    try:
        execute_from_command_line(sys.argv)
    except (ImproperlyConfigured, StoreError) as problem:
        sys.exit(str(problem) or "The store does not answer.")
