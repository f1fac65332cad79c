"""An OpenID provider of Amazon Cognito's shape, over real HTTP.

The user pool, which issues tokens, and the sign-in domain are two origins, as Cognito's are.
"""

import html
from collections.abc import Mapping
from http.cookies import SimpleCookie
from secrets import token_urlsafe
from urllib.parse import urlencode
from uuid import uuid4

from tests.accounts.cognito_tokens import Account, Tokens, challenge_of
from tests.accounts.listener import Answer, Asked, Listener, as_json

POOL = "/eu-west-1_AbCdEf123"
CLIENT_ID = "1example23456789"
CLIENT_SECRET = "9example87654321"
SCOPES = {"openid", "email", "profile"}
COOKIE = "cognito"
SIGN_IN_PAGE = """<!doctype html><html lang="en"><title>Sign in</title>
<link rel="icon" href="data:,">
<form method="post" action="/login?{query}"><label>E-mail address <input name="username"></label>
<button>Sign in</button></form></html>"""

Query = Mapping[str, str]


class Refused(Exception):
    """With what Cognito calls the mistake."""


class Cognito(Listener):
    def __init__(self, site: str) -> None:
        """`site` is the origin whose callback and start page are registered."""
        super().__init__()
        self.callback_url = f"{site}/oidc/callback/"
        self.sign_out_url = f"{site}/"
        self.accounts: dict[str, Account] = {}
        self.asked: list[Asked] = []
        self.asked_for_a_name = 0
        self._sessions: dict[str, Account] = {}
        self._codes: dict[str, tuple[Account, Query]] = {}

    def __enter__(self) -> "Cognito":
        super().__enter__()
        self.tokens = Tokens(self.issuer, CLIENT_ID)
        return self

    @property
    def issuer(self) -> str:
        return self.origin.replace("localhost", "127.0.0.1") + POOL

    @property
    def sign_out_address(self) -> str:
        return f"{self.origin}/logout"

    def knows(self, account: Account) -> Account:
        self.accounts[account.email] = account
        return account

    def answer(self, asked: Asked) -> Answer:
        self.asked.append(asked)
        is_pool = asked.headers["Host"].startswith("127.0.0.1")
        views = {
            (True, f"GET {POOL}/.well-known/openid-configuration"): self._discovery,
            (True, f"GET {POOL}/.well-known/jwks.json"): self._keys,
            (False, "GET /oauth2/authorize"): self._authorize,
            (False, "GET /login"): self._login_page,
            (False, "POST /login"): self._login,
            (False, "POST /oauth2/token"): self._token,
            (False, "GET /logout"): self._logout,
        }
        view = views.get((is_pool, f"{asked.method} {asked.path}"))
        try:
            return view(asked) if view else _page("Not found", 404)
        except Refused as mistake:
            if asked.path == "/oauth2/token":
                return as_json({"error": str(mistake)}, 400)
            return _page(str(mistake), 400)

    def _discovery(self, _asked: Asked) -> Answer:
        return as_json(
            {
                "authorization_endpoint": f"{self.origin}/oauth2/authorize",
                "end_session_endpoint": self.sign_out_address,
                "id_token_signing_alg_values_supported": ["RS256"],
                "issuer": self.issuer,
                "jwks_uri": f"{self.issuer}/.well-known/jwks.json",
                "response_types_supported": ["code", "token"],
                "scopes_supported": ["openid", "email", "phone", "profile"],
                "subject_types_supported": ["public"],
                "token_endpoint": f"{self.origin}/oauth2/token",
                "token_endpoint_auth_methods_supported": [
                    "client_secret_basic",
                    "client_secret_post",
                ],
                "userinfo_endpoint": f"{self.origin}/oauth2/userInfo",
            }
        )

    def _keys(self, _asked: Asked) -> Answer:
        return as_json({"keys": self.tokens.public_keys})

    def _authorize(self, asked: Asked) -> Answer:
        """Straight back to the site for a browser that Cognito knows."""
        self._check_client(asked.query)
        mistake = _mistake_in(asked.query)
        if mistake:
            said = {"error": "invalid_request", "error_description": mistake}
            return self._back(asked.query, said)
        known = self._sessions.get(_cookie(asked))
        if known:
            return self._back(asked.query, {"code": self._code_for(known, asked.query)})
        return Answer(status=302, headers={"Location": f"/login?{urlencode(asked.query)}"})

    def _login_page(self, asked: Asked) -> Answer:
        self._check_client(asked.query)
        self.asked_for_a_name += 1
        query = html.escape(urlencode(asked.query))
        return _html(SIGN_IN_PAGE.format(query=query))

    def _login(self, asked: Asked) -> Answer:
        self._check_client(asked.query)
        account = self.accounts.get(asked.form.get("username", ""))
        if account is None:
            raise Refused("Incorrect username or password.")
        session = token_urlsafe(16)
        self._sessions[session] = account
        back = self._back(asked.query, {"code": self._code_for(account, asked.query)})
        cookie = f"{COOKIE}={session}; Path=/; HttpOnly; SameSite=Lax"
        return Answer(status=302, headers={**back.headers, "Set-Cookie": cookie})

    def _token(self, asked: Asked) -> Answer:
        form = asked.form
        basic = asked.headers.get("Authorization", "").startswith("Basic ")
        if not basic or asked.credentials != f"{CLIENT_ID}:{CLIENT_SECRET}":
            raise Refused("invalid_client")
        if form.get("grant_type") != "authorization_code":
            raise Refused("unsupported_grant_type")
        account, query = self._codes.pop(form.get("code", ""), (None, {}))
        is_same = form.get("redirect_uri") == query.get("redirect_uri")
        verified = challenge_of(form.get("code_verifier", "")) == query.get("code_challenge")
        if account is None or not is_same or not verified:
            raise Refused("invalid_grant")
        return as_json(self.tokens.answer(account, query.get("nonce"), query["scope"]))

    def _logout(self, asked: Asked) -> Answer:
        query = asked.query
        if query.get("client_id") != CLIENT_ID or query.get("logout_uri") != self.sign_out_url:
            raise Refused("invalid_request")
        self._sessions.pop(_cookie(asked), None)
        gone = f"{COOKIE}=; Path=/; Max-Age=0"
        return Answer(status=302, headers={"Location": query["logout_uri"], "Set-Cookie": gone})

    def _check_client(self, query: Query) -> None:
        """Before anybody is sent anywhere."""
        if query.get("client_id") != CLIENT_ID:
            raise Refused("unauthorized_client")
        if query.get("redirect_uri") != self.callback_url:
            raise Refused("redirect_mismatch")

    def _code_for(self, account: Account, query: Query) -> str:
        code = str(uuid4())
        self._codes[code] = (account, query)
        return code

    def _back(self, query: Query, said: Query) -> Answer:
        state = {"state": query["state"]} if "state" in query else {}
        location = f"{query['redirect_uri']}?{urlencode({**said, **state})}"
        return Answer(status=302, headers={"Location": location})


def _mistake_in(query: Query) -> str:
    if query.get("response_type") != "code":
        return "invalid_response_type"
    if not {"openid"} <= set(query.get("scope", "").split()) <= SCOPES:
        return "invalid_scope"
    if query.get("code_challenge_method") != "S256" or not query.get("code_challenge"):
        return "invalid_code_challenge"
    return ""


def _cookie(asked: Asked) -> str:
    morsel = SimpleCookie(asked.headers.get("Cookie", "")).get(COOKIE)
    return morsel.value if morsel else ""


def _page(text: str, status: int = 200) -> Answer:
    return _html(f"<!doctype html><title>Error</title><h1>{html.escape(text)}</h1>", status)


def _html(page: str, status: int = 200) -> Answer:
    return Answer(page.encode(), status, {"Content-Type": "text/html; charset=utf-8"})
