"""`make run` and `make dev`: the site and a local OpenID provider, until Ctrl-C."""

import argparse
import http.client
import os
import sys
from collections.abc import Sequence
from urllib.parse import urlsplit

from .options import (
    BadOptionError,
    Options,
    check_free,
    environment,
    from_environment,
    has_emulated_store,
    has_local_provider,
)
from .processes import ProcessEndedError, Processes, StopAsked

WELCOME = """
ChatScape is at {origin}

Sign in with any e-mail address: whatever you type is yours, and verified.
To be two people at once, use two browsers, or one private window beside a normal one.
staff@example.com reads reports, and moderator@example.com and
moderator2@example.com decide about them.
Everything is kept in {data_dir}
Ctrl-C stops it.
"""
WELCOME_ELSEWHERE = """
ChatScape is at {origin}
People sign in at {issuer}. Ctrl-C stops it.
"""


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--dev", action="store_true", help="debug pages, reload on a change")
    try:
        _run(dev=arguments.parse_args().dev)
    except StopAsked:
        print("Stopped.")
    except (BadOptionError, ProcessEndedError) as problem:
        print(f"\nChatScape stopped: {problem}", file=sys.stderr)
        return 1
    return 0


def _run(*, dev: bool) -> None:
    options = from_environment(os.environ)
    own_provider = has_local_provider(options, os.environ)
    check_free("PORT", options.port)
    if own_provider:
        check_free("OIDC_PORT", options.oidc_port)
    variables = environment(options, os.environ) | ({"CHATSCAPE_DEBUG": "1"} if dev else {})
    with Processes(variables) as processes:
        if own_provider:
            processes.start("The local provider", _provider(options))
        if not dev:
            processes.do("collectstatic", _manage("collectstatic", "--no-input"))
        if has_emulated_store(variables):
            processes.do("create_table", _manage("create_table"))
        processes.start("The site", _reloading_site(options) if dev else _site(options))
        if own_provider:
            processes.wait_until(lambda: _answers(options.oidc_port, "/jwks", options.issuer))
        origin = variables["CHATSCAPE_ORIGIN"]
        processes.wait_until(lambda: _answers(options.port, "/healthz", origin))
        welcome = WELCOME if own_provider else WELCOME_ELSEWHERE
        print(
            welcome.format(
                origin=origin, issuer=variables["OIDC_ISSUER"], data_dir=options.data_dir
            ),
            flush=True,
        )
        processes.wait_until(lambda: False)


def _provider(options: Options) -> Sequence[str]:
    port, data_dir = str(options.oidc_port), str(options.data_dir)
    return _python("local.provider", "--port", port, "--data-dir", data_dir)


def _site(options: Options) -> Sequence[str]:
    return _python("chatscape.server", "--host", "127.0.0.1", "--port", str(options.port))


def _reloading_site(options: Options) -> Sequence[str]:
    return _manage("runserver", f"127.0.0.1:{options.port}")


def _manage(*arguments: str) -> Sequence[str]:
    return [sys.executable, "manage.py", *arguments]


def _python(module: str, *arguments: str) -> Sequence[str]:
    return [sys.executable, "-m", module, *arguments]


def _answers(port: int, path: str, origin: str) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", path, headers={"Host": urlsplit(origin).netloc})
        connection.getresponse()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    return True


if __name__ == "__main__":
    sys.exit(main())
