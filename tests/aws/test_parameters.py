"""Secrets that AWS Systems Manager keeps, read in one call as a process starts."""

import subprocess

import boto3
import pytest

from tests.chatscape.test_environment import PRODUCTION, start
from tests.engines import AWS

SECRETS = {
    "CHATSCAPE_SECRET_KEY": "the-key-of-the-sessions-" * 3,
    "OIDC_CLIENT_SECRET": "the-secret-of-the-client",
    "CHATSCAPE_EDGE_SECRET": "the-secret-of-the-edge-" * 3,
}
PLAIN = {name: value for name, value in PRODUCTION.items() if name not in SECRETS}


@pytest.fixture
def endpoint(moto: str) -> str:
    client = boto3.client("ssm", endpoint_url=moto, region_name=AWS["AWS_DEFAULT_REGION"])
    for name, value in SECRETS.items():
        client.put_parameter(Name=f"/test/{name}", Value=value, Type="SecureString", Overwrite=True)
    client.put_parameter(
        Name="/other/OIDC_CLIENT_ID", Value="of another stack", Type="SecureString", Overwrite=True
    )
    return moto


def config(endpoint: str, **variables: str) -> "subprocess.CompletedProcess[str]":
    return start("config", **AWS, AWS_ENDPOINT_URL_SSM=endpoint, **variables)


def test_what_is_not_set_is_looked_for_there(endpoint: str) -> None:
    printed = config(endpoint, **PLAIN, CHATSCAPE_SSM_PATH="/test").stdout.splitlines()

    for name, value in SECRETS.items():
        assert f"{name}=<secret, {len(value)} characters>" in printed
    assert f"OIDC_CLIENT_ID={PRODUCTION['OIDC_CLIENT_ID']}" in printed


def test_what_is_set_stays(endpoint: str) -> None:
    variables = {**PLAIN, "CHATSCAPE_SSM_PATH": "/test", "OIDC_CLIENT_SECRET": "mine"}
    printed = config(endpoint, **variables).stdout.splitlines()

    assert "OIDC_CLIENT_SECRET=<secret, 4 characters>" in printed


def test_what_is_missing_there_too_is_named(endpoint: str) -> None:
    result = config(endpoint, **PLAIN, CHATSCAPE_SSM_PATH="/nothing-here")

    assert "- CHATSCAPE_SECRET_KEY is missing" in result.stderr
    assert "- OIDC_CLIENT_SECRET is missing" in result.stderr


def test_where_nobody_answers_the_start_says_so() -> None:
    result = config("http://127.0.0.1:9", **PLAIN, CHATSCAPE_SSM_PATH="/test")

    assert result.returncode != 0
    assert "- CHATSCAPE_SSM_PATH cannot be read: EndpointConnectionError" in result.stderr
