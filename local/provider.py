"""The local OpenID provider: whoever types an e-mail address is signed in as its owner.

For development and tests only. Tokens, endpoints and checks are oidc-provider-mock's; the page
is ours, and its key stays the same as long as DATA_DIR does.
"""

import argparse
import signal
import sys
from collections.abc import Iterable
from datetime import timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

import flask
from authlib.jose import RSAKey
from oidc_provider_mock import User
from oidc_provider_mock import _app as mock
from oidc_provider_mock._storage import storage
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from .data_dir import kept, prepared
from .grants import TOKEN_LIFETIME, Grant, IdToken, Pkce
from .people import is_address, person

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

KEY_FILE = "provider_key.pem"
VIEW = "oidc-provider-mock."


def create_app(data_dir: Path) -> flask.Flask:
    app = flask.Flask(__name__)
    app.register_blueprint(mock.blueprint, config=mock.Config())
    app.view_functions[f"{VIEW}home"] = home
    app.view_functions[f"{VIEW}authorize"] = authorize
    app.view_functions[f"{VIEW}end_session"] = end_session
    pem = kept(prepared(data_dir) / KEY_FILE, _new_key)
    with app.test_request_context():
        app.preprocess_request()  # which binds the mock's storage and server
        storage.jwk = RSAKey.import_key(pem)
        _use_own_grant()
    app.wsgi_app = OneIssuer(app.wsgi_app)  # type: ignore[method-assign]
    return app


def _new_key() -> bytes:
    pem: bytes = RSAKey.generate_key(is_private=True).as_pem(is_private=True)
    return pem


def _use_own_grant() -> None:
    extensions = [IdToken(False, timedelta(seconds=TOKEN_LIFETIME)), Pkce()]
    mock.authorization._authorization_grants.insert(0, (Grant, extensions))
    mock.authorization._token_grants.insert(0, (Grant, extensions))


class OneIssuer:
    """Answers as http://localhost:<port> by whatever loopback name it is called."""

    def __init__(self, app: "WSGIApplication") -> None:
        self._app = app

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        environ["HTTP_HOST"] = f"localhost:{environ['SERVER_PORT']}"
        return self._app(environ, start_response)


def home() -> str:
    return flask.render_template("page.html", title="Local sign-in", text=__doc__)


def authorize() -> flask.typing.ResponseReturnValue:
    """The sign-in page, and what its field or its Cancel link answer."""
    grant, _ = mock._validate_auth_request_client_params(flask.request)
    if flask.request.values.get("action") == "deny":
        return _finish(grant, None)
    if flask.request.method == "GET":
        return flask.render_template("sign_in.html", cancel=_cancel())
    typed = flask.request.form.get("email") or flask.request.form.get("sub", "")
    if not is_address(typed):
        return flask.render_template("sign_in.html", cancel=_cancel(), typed=typed), 422
    somebody = person(typed)
    known = storage.get_user(somebody.sub)  # tests may have put other claims
    if not known:
        storage.store_user(somebody)
    return _finish(grant, known or somebody)


def _finish(grant: object, user: User | None) -> flask.Response:
    response: flask.Response = mock.authorization.create_authorization_response(
        grant=grant, grant_user=user
    )
    return response


def _cancel() -> str:
    return "?" + urlencode([*flask.request.args.items(multi=True), ("action", "deny")])


def end_session() -> flask.typing.ResponseReturnValue:
    """There is no session to end, as every sign-in asks anew: straight back to the site."""
    asked = flask.request.values
    back = asked.get("post_logout_redirect_uri") or asked.get("logout_uri") or ""
    if not _is_on_this_machine(back):
        return flask.render_template("page.html", title="Signed out", text="You are signed out.")
    if "state" in asked:
        back += ("&" if "?" in back else "?") + urlencode({"state": asked["state"]})
    return flask.redirect(back)


def _is_on_this_machine(url: str) -> bool:
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return False
    if parts.hostname == "localhost":
        return True
    try:
        return ip_address(parts.hostname).is_loopback
    except ValueError:
        return False


class Quiet(WSGIRequestHandler):
    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing: a token is not for the log."""


def make_provider(data_dir: Path, port: int) -> BaseWSGIServer:
    return make_server(
        "127.0.0.1", port, create_app(data_dir), threaded=True, request_handler=Quiet
    )


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--port", type=int, required=True)
    arguments.add_argument("--data-dir", type=Path, required=True)
    given = arguments.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with make_provider(given.data_dir, given.port) as server:
        server.serve_forever()  # Ctrl-C ends it quietly


if __name__ == "__main__":
    main()
