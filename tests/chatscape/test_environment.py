"""Settings come from the environment: complete, valid, and said in the README."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from chatscape.environment import OF_OTHERS, Environment
from chatscape.settings import env

ROOT = Path(__file__).parent.parent.parent
PRODUCTION = {
    "CHATSCAPE_ORIGIN": "https://chat.example.com",
    "CHATSCAPE_SECRET_KEY": "a l0ng and random key" * 3,
    "CHATSCAPE_STORE": "dynamodb://chatscape",
    "OIDC_ISSUER": "https://id.example.com/pool",
    "OIDC_CLIENT_ID": "client-1",
    "OIDC_CLIENT_SECRET": "secret",
}


CHECK = ("check", "--deploy", "--fail-level", "WARNING")


def start(*command: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """A process that loads the settings from this environment alone."""
    inherited = {"PATH": os.environ["PATH"]}
    return subprocess.run(
        [sys.executable, "manage.py", *(command or CHECK)],
        cwd=ROOT,
        env=inherited | variables,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_complete_production_environment_passes_the_deployment_check() -> None:
    result = start(**PRODUCTION)

    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize("name", [name for name in PRODUCTION if name != "CHATSCAPE_ORIGIN"])
def test_production_has_no_development_defaults(name: str) -> None:
    result = start(**{key: value for key, value in PRODUCTION.items() if key != name})

    assert result.returncode != 0
    assert name in result.stderr


def test_one_message_names_everything_that_is_missing_or_bad() -> None:
    result = start(
        CHATSCAPE_ORIGIN="https://chat.example.com",
        CHATSCAPE_SECRET_KEY="x" * 60,
        CHATSCAPE_STORE="postgres://db",
        CHATSCAPE_DEBUG="1",
    )

    for name in ("SECRET_KEY", "STORE", "DEBUG"):
        assert f"CHATSCAPE_{name}" in result.stderr
    for name in ("OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"):
        assert name in result.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CHATSCAPE_ORIGIN", "http://chat.example.com"),
        ("CHATSCAPE_ORIGIN", "https://chat.example.com/"),
        ("CHATSCAPE_ORIGIN", "https://chat.example.com:port"),
        ("CHATSCAPE_ORIGIN", "https://[::1"),
        ("CHATSCAPE_ORIGIN", "https://user@chat.example.com"),
        ("CHATSCAPE_ORIGIN", "chat.example.com"),
        (
            "CHATSCAPE_SECRET_KEY",
            "a key for localhost only, since everybody can read it",
        ),
        ("CHATSCAPE_SECRET_KEY_FALLBACKS", "short"),
        ("CHATSCAPE_STORE", "sqlite:///"),
        ("CHATSCAPE_STORE", "dynamodb://"),
        ("CHATSCAPE_STORE", "dynamodb://table?endpoint_url=nonsense"),
        ("CHATSCAPE_STORE", "dynamodb://table?endpoint=http://localhost"),
        ("OIDC_ISSUER", "http://localhost:8001"),
        ("OIDC_ISSUER", "http://id.example.com"),
        ("OIDC_LOGOUT_URL", "http://localhost:8001/logout"),
        ("OIDC_CLIENT_SECRET", "local"),
        ("VAPID_PRIVATE_KEY", "A" * 43),
        ("VAPID_PRIVATE_KEY", "_" * 43),
        ("VAPID_PRIVATE_KEY", "short"),
        ("VAPID_PRIVATE_KEY", "-----BEGIN PRIVATE KEY-----"),
        ("CHATSCAPE_PUSH", "thread"),
        ("CHATSCAPE_EDGE_SECRET", "guessable"),
        ("CHATSCAPE_METRICS", "a space"),
        ("CHATSCAPE_SSM_PATH", "chatscape"),
        ("CHATSCAPE_SSM_PATH", "/chatscape/"),
    ],
)
def test_production_takes_no_bad_value(name: str, value: str) -> None:
    result = start(**PRODUCTION | {name: value})

    assert result.returncode != 0
    assert f"- {name} " in result.stderr


def test_an_https_origin_is_production_also_on_this_machine() -> None:
    result = start(CHATSCAPE_ORIGIN="https://localhost:8443")

    assert "CHATSCAPE_SECRET_KEY is missing" in result.stderr


def test_nothing_is_needed_on_this_machine() -> None:
    assert "is missing" not in start().stderr


def test_a_mistake_is_told_without_a_traceback() -> None:
    result = start(CHATSCAPE_PROXIES="many")

    assert result.stderr == (
        "The environment is not complete:\n- CHATSCAPE_PROXIES must be a whole number from 0 to 5\n"
    )


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("OIDC_ISUER", "OIDC_ISUER is no setting; is it OIDC_ISSUER?"),
        ("CHATSCAPE_SECRETKEY", "CHATSCAPE_SECRETKEY is no setting; is it CHATSCAPE_SECRET_KEY?"),
        ("VAPID_KEY", "VAPID_KEY is no setting; is it VAPID_PRIVATE_KEY?"),
        ("OIDC_WHATEVER_IT_MAY_BE", "OIDC_WHATEVER_IT_MAY_BE is no setting"),
    ],
)
def test_a_name_that_is_no_setting_is_told(name: str, told: str) -> None:
    assert f"- {told}\n" in start(**PRODUCTION | {name: "x"}).stderr


def test_names_of_others_are_let_be() -> None:
    kubernetes = ("CHATSCAPE_SERVICE_HOST", "CHATSCAPE_PORT", "CHATSCAPE_PORT_8000_TCP")
    others = dict.fromkeys((*OF_OTHERS, *kubernetes, "MY_OIDC_ISSUER", "PORT"), "x")

    assert start(**PRODUCTION | others).returncode == 0


def test_config_prints_what_is_in_effect_and_no_secret() -> None:
    secrets = {
        "CHATSCAPE_SECRET_KEY": "the-key-of-the-sessions-" * 3,
        "CHATSCAPE_SECRET_KEY_FALLBACKS": f"{'an-older-key-' * 5} {'the-oldest-key-' * 5}",
        "CHATSCAPE_EDGE_SECRET": "the-secret-of-the-edge-" * 3,
        "OIDC_CLIENT_SECRET": "the-secret-of-the-client",
        "VAPID_PRIVATE_KEY": "k" * 43,
    }
    result = start("config", **PRODUCTION | secrets, CHATSCAPE_MESSAGES_PER_MINUTE="90")

    lines = result.stdout.splitlines()
    assert "CHATSCAPE_MESSAGES_PER_MINUTE=90" in lines
    assert "# CHATSCAPE_CONTACTS_PER_HOUR=30" in lines
    assert f"CHATSCAPE_ORIGIN={PRODUCTION['CHATSCAPE_ORIGIN']}" in lines
    for name, value in secrets.items():
        assert f"{name}=<secret, {len(value)} characters>" in lines
        assert all(word not in result.stdout for word in value.split())
    shown = Environment(secrets)
    shown.secret_keys("CHATSCAPE_EDGE_SECRET")
    assert secrets["CHATSCAPE_EDGE_SECRET"] not in repr(shown.settings)
    assert {line.removeprefix("# ").partition("=")[0] for line in lines[1:]} == set(env.settings)


def test_the_readme_lists_every_setting_and_no_other() -> None:
    readme = (ROOT / "README.md").read_text()

    listed = re.findall(r"^\| `([A-Z_]+)` \|", readme, re.MULTILINE)

    assert sorted(listed) == sorted(env.settings)
