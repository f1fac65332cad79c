"""`python -m tests.bench.middleware`: what each piece of our middleware adds to a request.

The view of `tests.bench.urls` is asked within this process, in turns: with all of it, and without
one piece at a time. What is printed is the CPU that goes away with the piece.
"""

import io
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.bench.requests import set_up
from tests.engines import Engine

ROUNDS, AT_ONCE = 300, 8
NEEDED = ("SessionMiddleware", "CsrfViewMiddleware")  # by the view, and by any other
STOCK = ("CommonMiddleware", *NEEDED)

Ask = Callable[[], None]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        set_up(Path(folder))
        from django.conf import settings

        from tests.bench.operations import metered
        from tests.people import Person

        settings.ROOT_URLCONF = "tests.bench.urls"
        with metered(Engine("sqlite", f"{folder}/store.sqlite3").open()):
            cookie = Person("Alice").browser.cookies[settings.SESSION_COOKIE_NAME].value
            pieces: list[str] = list(settings.MIDDLEWARE)
            least = [it for it in pieces if it.endswith(STOCK)]
            asks = {"": _asking(pieces, cookie), "stock": _asking(least, cookie)}
            for piece in pieces:
                if not piece.endswith(NEEDED):
                    asks[piece] = _asking([it for it in pieces if it != piece], cookie)
            _print(_microseconds(asks))


def _asking(pieces: list[str], cookie: str) -> Ask:
    from django.conf import settings
    from django.core.wsgi import get_wsgi_application

    settings.MIDDLEWARE = pieces
    application = get_wsgi_application()
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": "/bare/",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "HTTP_COOKIE": f"{settings.SESSION_COOKIE_NAME}={cookie}",
        "HTTP_ACCEPT_LANGUAGE": "en",
        "HTTP_ACCEPT_ENCODING": "br, gzip",
        "wsgi.url_scheme": "http",
    }

    def ask() -> None:
        response = application({**environ, "wsgi.input": io.BytesIO()}, lambda *_: None)
        assert response.status_code == 204, response.status_code
        response.close()

    return ask


def _microseconds(asks: Mapping[str, Ask]) -> dict[str, float]:
    """The least of many rounds, in which all have their turns."""
    least = dict.fromkeys(asks, float("inf"))
    for _ in range(ROUNDS):
        for name, ask in asks.items():
            began = time.process_time()
            for _ in range(AT_ONCE):
                ask()
            least[name] = min(least[name], (time.process_time() - began) / AT_ONCE * 1e6)
    return least


def _print(took: Mapping[str, float]) -> None:
    whole, stock = took[""], took["stock"]
    out = sys.stdout.write
    out(f"{'all of it':48}{whole:6.0f} us {whole / stock:5.2f}\n")
    out(f"{'sessions, forms and addresses alone':48}{stock:6.0f} us {1:5.2f}\n")
    for piece, without in took.items():
        if piece not in {"", "stock"}:
            out(f"{piece:48}{whole - without:6.0f} us {(whole - without) / stock:5.2f}\n")


if __name__ == "__main__":
    main()
