"""Which region of AWS is spoken to, and what a command says where that or a right is missing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from chatscape import aws_session
from tests.site import ROOT

TABLE = "dynamodb://chatscape?endpoint_url=http%3A%2F%2F127.0.0.1%3A9"


@pytest.mark.parametrize(
    ("variables", "region"),
    [
        ({"AWS_REGION": "eu-north-1"}, "eu-north-1"),
        ({"AWS_REGION": "eu-north-1", "AWS_DEFAULT_REGION": ""}, "eu-north-1"),
        ({"AWS_REGION": "eu-north-1", "AWS_DEFAULT_REGION": "eu-west-3"}, "eu-west-3"),
        ({"AWS_DEFAULT_REGION": "eu-west-3"}, "eu-west-3"),
        ({}, None),
    ],
)
def test_the_region_is_that_of_the_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, variables: dict[str, str], region: str | None
) -> None:
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "none"))
    for name in ("AWS_REGION", "AWS_DEFAULT_REGION"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)

    assert aws_session.session.__wrapped__().get_config_variable("region") == region


@pytest.mark.parametrize(
    "command",
    [
        ("create_table",),
        ("reports", "list"),
        ("change_provider", "--no-input"),
        ("copy_store", TABLE, "dynamodb://other"),
    ],
    ids=lambda command: command[0],
)
@pytest.mark.parametrize(
    ("variables", "problem"),
    [
        ({}, "No region of AWS is set, as AWS_REGION"),
        ({"AWS_REGION": "eu-north-1"}, "Unable to locate credentials"),
    ],
    ids=["no region", "no credentials"],
)
def test_what_is_missing_is_told_in_a_sentence(
    tmp_path: Path, command: tuple[str, ...], variables: dict[str, str], problem: str
) -> None:
    nothing = {
        "PATH": os.environ["PATH"],
        "AWS_CONFIG_FILE": str(tmp_path / "none"),
        "AWS_SHARED_CREDENTIALS_FILE": str(tmp_path / "none"),
        "AWS_EC2_METADATA_DISABLED": "true",
    }
    result = subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env=nothing | variables | {"CHATSCAPE_STORE": TABLE},
        capture_output=True,
        text=True,
        check=False,
    )

    assert result.returncode == 1
    assert result.stderr.count("\n") == 1, result.stderr
    assert problem in result.stderr
