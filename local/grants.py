"""The mock's authorization code grant with what it leaves out: PKCE, and a key id in tokens."""

import time
from dataclasses import dataclass
from typing import Any

from authlib.oauth2.rfc7636 import CodeChallenge
from flask import request
from oidc_provider_mock import _app as mock
from oidc_provider_mock._storage import AuthorizationCode, Client, storage

TOKEN_LIFETIME = 3600  # seconds


@dataclass(kw_only=True, frozen=True)
class ChallengedCode(AuthorizationCode):
    code_challenge: str | None
    code_challenge_method: str | None


class Grant(mock.AuthorizationCodeGrant):
    def save_authorization_code(self, code: str, request: Any) -> None:
        asked = request.payload.data
        storage.store_authorization_code(
            ChallengedCode(
                code=code,
                client_id=request.client.id,
                redirect_uri=asked["redirect_uri"],
                user_id=request.user.sub,
                scope=request.scope,
                nonce=asked.get("nonce"),
                code_challenge=asked.get("code_challenge"),
                code_challenge_method=asked.get("code_challenge_method"),
            )
        )


class Pkce(CodeChallenge):
    """Asked for wherever the sign-in began with a challenge."""

    SUPPORTED_CODE_CHALLENGE_METHOD = ["S256"]

    def __init__(self) -> None:
        self.required = False


class IdToken(mock.OpenIDCode):
    def resolve_client_private_key(self, client: Client) -> dict[str, object]:
        key: dict[str, object] = storage.jwk.as_dict(is_private=True)
        return key

    def get_client_algorithm(self, client: Client) -> str:
        return "RS256"

    def get_encode_header(self, client: Client) -> dict[str, object]:
        return {"alg": "RS256", "typ": "JWT", "kid": storage.jwk.thumbprint()}

    def get_client_claims(self, client: Client) -> dict[str, object]:
        return {"iss": request.host_url.rstrip("/"), "exp": int(time.time()) + TOKEN_LIFETIME}
