"""ID tokens that must not sign anybody in, from a provider that signs whatever it is asked to."""

import time
from collections.abc import Callable

import jwt
import pytest

from tests.accounts.browser import Browser, Visitor, is_discreet, is_refused
from tests.accounts.hostile_provider import CLIENT_ID, HONEST_KEY, HostileProvider, Omit
from tests.accounts.signing import rsa_key

Change = Callable[[HostileProvider], object]


def claim(**claims: object) -> Change:
    return lambda provider: provider.claims.update(claims)


def moment(name: str, seconds: int) -> Change:
    """A time of so many seconds from now."""
    return lambda provider: provider.claims.update({name: int(time.time()) + seconds})


def header(**values: object) -> Change:
    return lambda provider: provider.header.update(values)


def signed_by(key: object, algorithm: str) -> Change:
    def change(provider: HostileProvider) -> None:
        provider.key, provider.algorithm = key, algorithm

    return change


def answered(make: Callable[[str], object]) -> Change:
    return lambda provider: setattr(provider, "tokens", make)


def keys(*jwks: dict[str, object]) -> Change:
    return lambda provider: setattr(provider, "keys", list(jwks))


def with_public_key_as_secret(provider: HostileProvider) -> None:
    provider.algorithm = "HS256"
    provider.key = b"the public key is no secret, so it must not verify an HMAC"


REFUSED: dict[str, Change] = {
    "for another client": claim(aud="someone-else"),
    "for other clients": claim(aud=["someone-else", "another"]),
    "for nobody": claim(aud=Omit),
    "empty audience": claim(aud=[]),
    "audience of another type": claim(aud={"chatscape": 1}),
    "several audiences, no azp": claim(aud=[CLIENT_ID, "other"]),
    "several audiences, other azp": claim(aud=[CLIENT_ID, "other"], azp="other"),
    "other azp": claim(azp="other"),
    "from another issuer": claim(iss="https://evil.example"),
    "from the issuer with a slash": lambda p: p.claims.update(iss=p.issuer + "/"),
    "from nobody": claim(iss=Omit),
    "list of issuers": lambda p: p.claims.update(iss=[p.issuer]),
    "another nonce": claim(nonce="another"),
    "no nonce": claim(nonce=Omit),
    "null nonce": claim(nonce=None),
    "nonce of another type": claim(nonce=["x"]),
    "nonce beyond ASCII": claim(nonce="é"),
    "expired": moment("exp", -60),
    "no expiry": claim(exp=Omit),
    "expiry of another type": claim(exp="soon"),
    "infinite expiry": claim(exp=float("inf")),
    "expiry that is no number": claim(exp=float("nan")),
    "issued in the future": moment("iat", +600),
    "never issued": claim(iat=Omit),
    "infinitely late": claim(iat=float("inf")),
    "not yet valid": moment("nbf", +600),
    "no subject": claim(sub=Omit),
    "empty subject": claim(sub=""),
    "numeric subject": claim(sub=7),
    "long subject": claim(sub="s" * 256),
    "subject beyond ASCII": claim(sub="é"),
    "subject with a line feed": claim(sub="a\nb"),
    "access token": claim(token_use="access"),
    "access token of Cognito's shape": claim(
        token_use="access", client_id=CLIENT_ID, scope="openid", aud=Omit, nonce=Omit, email=Omit
    ),
    "null token use": claim(token_use=None),
    "no signature": signed_by(None, "none"),
    "secret known to the client": signed_by(b"local" * 8, "HS256"),
    "public key as a secret": with_public_key_as_secret,
    "another key": signed_by(rsa_key("evil"), "RS256"),
    "another algorithm": signed_by(rsa_key("honest"), "RS512"),
    "padded algorithm": signed_by(rsa_key("honest"), "PS256"),
    "unknown key id": header(kid="unknown"),
    "no key id": header(kid=Omit),
    "numeric key id": header(kid=1),
    "unknown critical header": header(crit=["x"], x=1),
    "keys of another kind": keys({"kty": "oct", "kid": "honest", "k": "bG9jYWw"}),
    "keys for encryption": keys({**HONEST_KEY, "use": "enc"}),
    "keys for another algorithm": keys({**HONEST_KEY, "alg": "RS512"}),
    "broken key": keys({"kty": "RSA", "kid": "honest", "n": "!", "e": "AQAB"}),
    "key without numbers": keys({"kty": "RSA", "kid": "honest"}),
    "key of another type": keys({**HONEST_KEY, "n": 7}),
    "no keys": keys(),
    "no ID token": answered(lambda token: {"access_token": token}),
    "null ID token": answered(lambda token: {"id_token": None}),
    "numeric ID token": answered(lambda token: {"id_token": 1}),
    "ID token in a list": answered(lambda token: {"id_token": [token]}),
    "huge ID token": answered(lambda token: {"id_token": token + "A" * 20_000}),
    "garbage ID token": answered(lambda token: {"id_token": "a.b.c"}),
    "ID token beyond ASCII": answered(lambda token: {"id_token": "é" + token}),
    "cut ID token": answered(lambda token: {"id_token": token[:-9]}),
}


def test_an_honest_token_signs_in(hostile: HostileProvider, browser: Browser) -> None:
    assert browser.signs_in().status_code == 302
    user = browser.user()
    assert user is not None
    assert (user.email, user.name) == ("alice@example.com", "Alice")


@pytest.mark.parametrize("change", REFUSED.values(), ids=REFUSED)
def test_a_token_is_refused(
    hostile: HostileProvider, visitor: Visitor, caplog: pytest.LogCaptureFixture, change: Change
) -> None:
    change(hostile)

    response = visitor.signs_in()

    assert is_refused(response)
    assert visitor.is_as_before()
    assert "sign_in_token_refused" in caplog.text
    assert is_discreet(caplog.records, {*visitor.secrets, *hostile.issued})


def test_the_token_of_an_earlier_sign_in_is_refused(
    hostile: HostileProvider, visitor: Visitor, caplog: pytest.LogCaptureFixture
) -> None:
    Browser().signs_in()
    hostile.tokens = lambda _token: {"id_token": hostile.issued[0]}

    assert is_refused(visitor.signs_in())
    assert visitor.is_as_before()
    assert "sign_in_token_refused cause=nonce" in caplog.text


ACCEPTED: dict[str, Change] = {
    "audience in a list": claim(aud=[CLIENT_ID]),
    "several audiences, azp": claim(aud=[CLIENT_ID, "other"], azp=CLIENT_ID),
    "no token use": claim(token_use=Omit),
    "expired within the leeway": moment("exp", -10),
    "issued within the leeway": moment("iat", +20),
    "verified as a boolean": claim(email_verified=True),
    "keys without purpose": keys({**{k: HONEST_KEY[k] for k in ("kty", "n", "e", "kid")}}),
    "broken keys beside it": keys({"kty": "EC", "kid": "x"}, HONEST_KEY),
    "broken RSA keys beside it": keys(
        {"kty": "RSA", "kid": "x", "n": "!", "e": "AQAB"}, HONEST_KEY
    ),
}


@pytest.mark.parametrize("change", ACCEPTED.values(), ids=ACCEPTED)
def test_a_token_is_accepted(hostile: HostileProvider, browser: Browser, change: Change) -> None:
    change(hostile)
    assert browser.signs_in().status_code == 302
    assert browser.user() is not None


def test_a_deeply_nested_payload_is_refused(hostile: HostileProvider, visitor: Visitor) -> None:
    def nested(token: str) -> object:
        head, _payload, signature = token.split(".")
        payload = jwt.utils.base64url_encode(b"[" * 8_000).decode()
        return {"id_token": f"{head}.{payload}.{signature}"}

    hostile.tokens = nested
    assert is_refused(visitor.signs_in())
    assert visitor.is_as_before()
