"""Where Terraform keeps what it knows."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import boto3
import pytest

from deploy.options import DeployError, Options
from deploy.state import bucket_of, make_bucket
from tests.engines import AWS
from tests.infra.checkout import Checkout
from tests.infra.emulator import ACCOUNT, REGION
from tests.infra.stacks import STATES, Stack
from tests.serving import serving

OWN = bucket_of(ACCOUNT, REGION)


class SomebodyElses(BaseHTTPRequestHandler):
    """S3, where the bucket is another account's: it looks whether that is expected."""

    def do_HEAD(self) -> None:
        expected = self.headers.get("x-amz-expected-bucket-owner")
        self.send_response(403 if expected == ACCOUNT else 200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def foreign_s3() -> Iterator[str]:
    with serving(ThreadingHTTPServer(("127.0.0.1", 0), SomebodyElses)) as server:
        yield f"http://127.0.0.1:{server.server_port}"


def test_without_a_bucket_one_is_made_that_keeps_versions(stack: Stack) -> None:
    s3 = stack.client("s3")

    assert s3.get_bucket_location(Bucket=OWN)["LocationConstraint"] == REGION
    assert s3.get_bucket_versioning(Bucket=OWN)["Status"] == "Enabled"
    assert f"Made the bucket {OWN}" in stack.printed


def test_a_bucket_that_is_named_is_used(stack: Stack, second: Stack) -> None:
    for made, bucket in ((stack, OWN), (second, STATES)):
        listed = made.client("s3").list_objects_v2(Bucket=bucket, Prefix=f"{made.name}/")
        # The lock beside it is gone again.
        assert [it["Key"] for it in listed["Contents"]] == [f"{made.name}/terraform.tfstate"]


def test_no_state_is_on_this_machine(stack: Stack, second: Stack, checkout: Checkout) -> None:
    for made in (stack, second):
        left = (checkout.folder / "var" / "terraform" / made.name).rglob("*.tfstate")
        assert not [it for it in left if "resources" in it.read_text()]


def test_a_bucket_that_somebody_else_has_taken_is_not_used(foreign_s3: str) -> None:
    session = boto3.Session(AWS["AWS_ACCESS_KEY_ID"], AWS["AWS_SECRET_ACCESS_KEY"])
    client = session.client("s3", endpoint_url=foreign_s3, region_name=REGION)

    with pytest.raises(DeployError, match=f"{OWN} is closed to you, or is not this account's"):
        make_bucket(client, Options("chatscape", REGION), ACCOUNT)
