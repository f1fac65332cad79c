"""`make deploy`, `make plan` and `make config-env`."""

import argparse
import os
import sys

from botocore.exceptions import BotoCoreError, ClientError

from .options import DeployError, from_environment
from .stack import open_stack


def main() -> int:
    arguments = argparse.ArgumentParser(prog="python -m deploy", description=__doc__)
    arguments.add_argument("what", choices=["check", "up", "plan", "config-env"])
    arguments.add_argument("--no-wait", action="store_true", help="do not wait for the site")
    asked = arguments.parse_args()
    try:
        options = from_environment(os.environ)
        if asked.what == "check":
            return 0
        stack = open_stack(options, makes_state=asked.what == "up")
        if asked.what == "up":
            stack.deploy(waits=not asked.no_wait)
        elif asked.what == "plan":
            stack.plan()
        else:
            stack.write_environment()
    except (DeployError, BotoCoreError, ClientError) as problem:
        print(f"\nNot finished: {problem}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
