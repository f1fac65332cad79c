"""The commands: what they write, and what they say where something is missing."""

import json
import re
import shlex
import stat
from pathlib import Path

import pytest

from deploy.options import RUNTIMES
from tests.infra.checkout import Checkout, check_out
from tests.infra.stacks import Stack
from tests.site import ROOT


@pytest.fixture
def elsewhere(tmp_path: Path) -> Checkout:
    """Without an account: whoever asks one gets no answer."""
    nowhere = {"AWS_ENDPOINT_URL": "http://127.0.0.1:9", "AWS_EC2_METADATA_DISABLED": "true"}
    return check_out(tmp_path / "chatscape", nowhere)


def test_the_environment_of_the_functions_is_written_for_commands(
    stack: Stack, checkout: Checkout
) -> None:
    checkout.deploy("config-env")

    file = checkout.folder / "var" / "chatscape.env"
    read = dict(shlex.split(line)[0].split("=", 1) for line in file.read_text().splitlines())
    functions = stack.function("http")["Environment"]["Variables"]
    del functions["SECRETS_REVISION"]
    assert read == functions | {"AWS_REGION": "eu-west-1", "AWS_DEFAULT_REGION": "eu-west-1"}
    assert read["CHATSCAPE_SSM_PATH"] == "/chatscape"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "name", ["Upper", "two--hyphens", "-", "under_score", "n" * 25, "aws-chat", "a-cognito"]
)
def test_a_name_that_aws_would_refuse_is_refused_at_once(elsewhere: Checkout, name: str) -> None:
    done = elsewhere.try_deploy("up", STACK=name, AWS_REGION="eu-west-1")

    assert done.returncode == 1
    assert f"STACK is {name!r}" in done.stderr


def test_a_region_has_to_be_said(elsewhere: Checkout) -> None:
    done = elsewhere.try_deploy("up", HOME=str(elsewhere.folder))

    assert done.returncode == 1
    assert "In which region?" in done.stderr


def test_what_cannot_be_renewed_is_named(elsewhere: Checkout) -> None:
    done = elsewhere.try_deploy("check", RENEW="everything", AWS_REGION="eu-west-1")

    assert done.returncode == 1
    assert "RENEW is 'everything'" in done.stderr


def test_the_same_runtimes_are_known_before_and_to_terraform() -> None:
    known = (ROOT / "terraform" / "variables.tf").read_text()
    (listed,) = re.findall(r"contains\((\[.*\]), var.python_version\)", known)

    assert set(json.loads(listed)) == RUNTIMES


def test_without_credentials_nothing_is_begun(elsewhere: Checkout) -> None:
    done = elsewhere.try_deploy("up", AWS_REGION="eu-west-1", HOME=str(elsewhere.folder))

    assert done.returncode == 1
    assert "credentials" in done.stderr
    assert not (elsewhere.folder / "var" / "terraform").exists()


def test_a_missing_program_is_named(stack: Stack, checkout: Checkout) -> None:
    done = checkout.try_deploy("plan", TERRAFORM="terraform-that-is-not-there")

    assert done.returncode == 1
    assert "no program 'terraform-that-is-not-there'" in done.stderr


def test_a_stack_that_does_not_exist_has_no_environment(stack: Stack, checkout: Checkout) -> None:
    done = checkout.try_deploy("config-env", STACK="nobody")

    assert done.returncode == 1
    assert "no stack 'nobody' yet" in done.stderr


def test_what_nobody_approves_is_not_done(checkout: Checkout) -> None:
    done = checkout.try_deploy("up", "--no-wait", STACK="unwanted")

    assert done.returncode == 1
    assert "terraform apply did not finish" in done.stderr
