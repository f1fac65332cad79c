import stat
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
import requests

from tests.provider import Provider, running_provider

BACK = "http://localhost:8000/oidc/callback/"
VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
ASKED = {
    "response_type": "code",
    "client_id": "chatscape",
    "redirect_uri": BACK,
    "scope": "openid email profile",
    "state": "a state",
    "nonce": "a nonce",
    "code_challenge": CHALLENGE,
    "code_challenge_method": "S256",
}


def types(provider: Provider, **fields: str) -> requests.Response:
    url = f"{provider.issuer}/oauth2/authorize"
    return requests.post(url, params=ASKED, data=fields, allow_redirects=False)


def returned(response: requests.Response) -> dict[str, str]:
    """What the browser brings back to the site."""
    assert response.status_code == 302
    assert response.headers["Location"].startswith(BACK)
    query = parse_qs(urlsplit(response.headers["Location"]).query)
    return {name: value for name, (value,) in query.items()}


def exchanged(provider: Provider, code: str, verifier: str = VERIFIER) -> requests.Response:
    return requests.post(
        f"{provider.issuer}/oauth2/token",
        data={
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": BACK,
            "code_verifier": verifier,
        },
        auth=("chatscape", "local"),
    )


def claims(provider: Provider, token: str) -> dict[str, object]:
    keys = jwt.PyJWKSet.from_dict(requests.get(f"{provider.issuer}/jwks").json())
    key = keys[jwt.get_unverified_header(token)["kid"]]
    found: dict[str, object] = jwt.decode(
        token, key, algorithms=["RS256"], audience="chatscape", issuer=provider.issuer
    )
    return found


def signed_in(provider: Provider, email: str) -> dict[str, object]:
    answer = exchanged(provider, returned(types(provider, email=email))["code"])
    return claims(provider, answer.json()["id_token"])


def test_any_address_signs_in_as_its_verified_owner(provider: Provider) -> None:
    token = signed_in(provider, " Alice.Smith+chat@Example.COM ")

    assert token["email"] == "alice.smith+chat@example.com"
    assert token["email_verified"] is True
    assert token["name"] == "Alice Smith"
    assert token["sub"] == provider.subject("alice.smith+chat@example.com")
    assert token["nonce"] == "a nonce"
    assert "groups" not in token


def test_state_comes_back(provider: Provider) -> None:
    assert returned(types(provider, email="alice@example.com"))["state"] == "a state"


def test_an_address_may_also_come_as_sub(provider: Provider) -> None:
    answer = exchanged(provider, returned(types(provider, sub="bob@example.com"))["code"])

    assert claims(provider, answer.json()["id_token"])["email"] == "bob@example.com"


def test_staff_carries_the_staff_group(provider: Provider) -> None:
    assert signed_in(provider, "staff@example.com")["groups"] == ["staff"]


def test_a_test_can_put_other_claims(provider: Provider) -> None:
    provider.put_claims("changed@example.com", email="new@example.com", email_verified=False)

    token = signed_in(provider, "changed@example.com")

    assert (token["email"], token["email_verified"]) == ("new@example.com", False)
    assert token["sub"] == provider.subject("changed@example.com")


@pytest.mark.parametrize("typed", ["", "alice", "alice@", "a b@example.com", "a@x..io", "<a@x.io>"])
def test_what_is_no_address_gets_the_form_again(provider: Provider, typed: str) -> None:
    response = types(provider, email=typed)

    assert response.status_code == 422
    assert 'role="alert"' in response.text
    assert 'name="email"' in response.text


def test_the_form_shows_what_was_typed_inert(provider: Provider) -> None:
    assert "<script>" not in types(provider, email='"><script>').text


def test_cancelling_returns_to_the_site_with_a_refusal(provider: Provider) -> None:
    back = returned(types(provider, action="deny"))

    assert (back["error"], back["state"]) == ("access_denied", "a state")


def test_a_code_is_good_for_one_exchange_by_whoever_asked(provider: Provider) -> None:
    code = returned(types(provider, email="alice@example.com"))["code"]

    wrong = exchanged(provider, code, "x" * 43)
    right = exchanged(provider, code)
    again = exchanged(provider, code)

    assert (wrong.status_code, wrong.json()["error"]) == (400, "invalid_grant")
    assert right.status_code == 200
    assert (again.status_code, again.json()["error"]) == (400, "invalid_grant")


def test_an_incomplete_request_gets_a_page_that_says_so(provider: Provider) -> None:
    response = requests.get(f"{provider.issuer}/oauth2/authorize")

    assert response.status_code == 400
    assert 'role="alert"' in response.text


def test_no_page_of_the_provider_needs_another_origin(provider: Provider) -> None:
    pages = [
        requests.get(f"{provider.issuer}/").text,
        requests.get(f"{provider.issuer}/oauth2/authorize", params=ASKED).text,
        requests.get(f"{provider.issuer}/oauth2/authorize").text,
        requests.get(f"{provider.issuer}/oauth2/end_session").text,
    ]

    assert all("//" not in page.replace("data:,", "") for page in pages)
    assert requests.get(f"{provider.issuer}/static/provider.css").status_code == 200


def test_the_issuer_is_the_same_by_whatever_name_it_is_called(provider: Provider) -> None:
    port = urlsplit(provider.issuer).port
    found = requests.get(f"http://127.0.0.1:{port}/.well-known/openid-configuration").json()

    assert found["issuer"] == provider.issuer
    assert found["token_endpoint"] == f"{provider.issuer}/oauth2/token"


@pytest.mark.parametrize("name", ["post_logout_redirect_uri", "logout_uri"])
def test_signing_out_returns_to_the_site(provider: Provider, name: str) -> None:
    response = requests.get(
        f"{provider.issuer}/oauth2/end_session",
        params={name: "http://localhost:8000/", "client_id": "chatscape"},
        allow_redirects=False,
    )

    assert response.status_code == 302
    assert response.headers["Location"] == "http://localhost:8000/"


@pytest.mark.parametrize("back", ["https://example.com/", "//example.com", "javascript:1", ""])
def test_signing_out_leads_to_no_other_machine(provider: Provider, back: str) -> None:
    response = requests.get(
        f"{provider.issuer}/oauth2/end_session",
        params={"post_logout_redirect_uri": back},
        allow_redirects=False,
    )

    assert response.status_code == 200
    assert "signed out" in response.text


def test_key_and_subject_survive_a_restart(tmp_path: Path) -> None:
    seen = []
    for _ in range(2):
        with running_provider(tmp_path) as provider:
            keys = requests.get(f"{provider.issuer}/jwks").json()
            seen.append((keys, signed_in(provider, "alice@example.com")["sub"]))

    assert seen[0] == seen[1]


def test_the_key_is_for_its_owner_only(tmp_path: Path) -> None:
    with running_provider(tmp_path / "data"):
        pass

    (key,) = (tmp_path / "data").iterdir()
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert stat.S_IMODE(key.parent.stat().st_mode) == 0o700
