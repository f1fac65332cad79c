"""Where Terraform keeps what it knows."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import boto3
import pytest

from deploy.options import DeployError, Options
from deploy.state import States
from tests.engines import AWS
from tests.infra.checkout import Checkout, check_out
from tests.infra.emulator import ACCOUNT, REGION, Account
from tests.infra.stacks import OWN_STATES, STATES, Stack
from tests.serving import serving

DENIED = b"<Error><Code>AccessDenied</Code></Error>"


class SomebodyElses(BaseHTTPRequestHandler):
    """S3, where the bucket is another account's: it looks whether that is expected."""

    def do_GET(self) -> None:
        expected = self.headers.get("x-amz-expected-bucket-owner")
        self.send_response(403 if expected == ACCOUNT else 200)
        self.send_header("Content-Length", str(len(DENIED)))
        self.end_headers()
        self.wfile.write(DENIED)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def foreign_s3() -> Iterator[str]:
    with serving(ThreadingHTTPServer(("127.0.0.1", 0), SomebodyElses)) as server:
        yield f"http://127.0.0.1:{server.server_port}"


def test_without_a_bucket_one_is_made_that_keeps_versions(stack: Stack) -> None:
    s3 = stack.client("s3")

    assert s3.get_bucket_location(Bucket=OWN_STATES)["LocationConstraint"] == REGION
    assert s3.get_bucket_versioning(Bucket=OWN_STATES)["Status"] == "Enabled"
    assert f"Made the bucket {OWN_STATES}" in stack.printed


def test_a_bucket_that_is_named_is_used(stack: Stack, second: Stack) -> None:
    for made, bucket in ((stack, OWN_STATES), (second, STATES)):
        listed = made.client("s3").list_objects_v2(Bucket=bucket, Prefix=f"{made.name}/")
        # The lock beside it is gone again.
        assert [it["Key"] for it in listed["Contents"]] == [f"{made.name}/terraform.tfstate"]


def test_no_state_is_on_this_machine(stack: Stack, second: Stack, checkout: Checkout) -> None:
    # Terraform keeps there which bucket it is to ask.
    kept = [it for it in checkout.folder.rglob("*.tfstate*") if "aws_" in it.read_text()]

    assert kept == []


def test_a_stack_in_another_region_is_not_made_again(stack: Stack, checkout: Checkout) -> None:
    done = checkout.try_deploy("up", "--no-wait", AWS_REGION="us-east-1", AUTO_APPROVE="1")

    assert done.returncode == 1
    assert f"The stack chatscape is in {REGION}" in done.stderr


def test_another_bucket_is_another_state(stack: Stack, second: Stack, checkout: Checkout) -> None:
    done = checkout.try_deploy("config-env", STATE_BUCKET=STATES)

    assert done.returncode == 1
    assert "no stack 'chatscape' yet" in done.stderr


def test_where_nothing_was_deployed_nothing_is_made(
    aws: Account, stack: Stack, tmp_path: Path
) -> None:
    fresh = check_out(tmp_path / "chatscape", aws.environment)

    for what in ("plan", "config-env"):
        done = fresh.try_deploy(what, STATE_BUCKET="terraform-states-of-nobody")
        assert done.returncode == 1
        assert "no bucket terraform-states-of-nobody, so nothing is deployed" in done.stderr


def test_a_bucket_that_somebody_else_has_taken_is_not_used(foreign_s3: str) -> None:
    session = boto3.Session(AWS["AWS_ACCESS_KEY_ID"], AWS["AWS_SECRET_ACCESS_KEY"])
    client = session.client("s3", endpoint_url=foreign_s3, region_name=REGION)
    states = States(client, Options("chatscape", REGION), ACCOUNT)

    for looks in (states.find, states.make):
        with pytest.raises(DeployError, match=f"{OWN_STATES} is closed to you, or is not"):
            looks()
