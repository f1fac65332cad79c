"""What is done to a stack: deploy it, plan it, write down its environment."""

import os
import shlex
from collections.abc import Mapping, Sequence
from typing import Any

import boto3

from . import edge
from .options import ROOT, Options
from .parameters import CLIENT_PARAMETER, EDGE_PARAMETER, Parameters
from .readiness import wait_until_ready
from .state import make_bucket
from .terraform import Terraform

CLIENT = "aws_cloudformation_stack.client"
DEPLOYED = ROOT / "var" / "deployed.env"


class Stack:
    def __init__(self, options: Options) -> None:
        self._options = options
        self._session = boto3.Session(region_name=options.region)
        self._terraform = Terraform(options)
        self._parameters = Parameters(self._session.client("ssm"), options.secrets_path)

    def deploy(self, *, waits: bool) -> None:
        """From nothing, or from whatever is there. Raises DeployError; may be tried again."""
        self._begin()
        for secret in self._parameters.make_missing():
            print(f"Made the secret {self._options.secrets_path}/{secret}.", flush=True)
        self._apply(replaced=[CLIENT] if self._options.renews_client else [])
        outputs = self._terraform.outputs()
        origin = str(outputs["origin"])
        if self._carry_client_secret(outputs):
            # The functions read secrets at their start, and have been started without this one.
            self._apply(is_approved=True)
        self._carry_edge_secret(outputs)
        if waits:
            wait_until_ready(origin)
        for variable, role in outputs["pipeline"].items():
            print(f"gh variable set {variable} --body {role}", flush=True)
        print(f"ChatScape is at {origin}", flush=True)

    def plan(self) -> None:
        self._begin()
        plan, text = self._terraform.plan(secrets_revision=self._parameters.revision())
        print(f"The plan is in {plan}, and to be read in {text}.", flush=True)

    def write_environment(self) -> None:
        """Nothing in it is secret, but it says whose data commands would change."""
        self._begin()
        environment = self._terraform.outputs()["environment"]
        lines = [f"{name}={shlex.quote(value)}\n" for name, value in environment.items()]
        DEPLOYED.parent.mkdir(exist_ok=True)
        DEPLOYED.unlink(missing_ok=True)
        with open(os.open(DEPLOYED, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.writelines(lines)
        print(f"{DEPLOYED} has the environment of {self._options.name}.", flush=True)

    def _begin(self) -> None:
        account = self._session.client("sts").get_caller_identity()["Account"]
        name, region = self._options.name, self._options.region
        print(f"The stack {name} in {region}, account {account}.", flush=True)
        self._terraform.init(make_bucket(self._session.client("s3"), self._options, account))

    def _apply(self, *, is_approved: bool = False, replaced: Sequence[str] = ()) -> None:
        revision = self._parameters.revision()
        self._terraform.apply(secrets_revision=revision, is_approved=is_approved, replaced=replaced)

    def _carry_client_secret(self, outputs: Mapping[str, Any]) -> bool:
        described = self._session.client("cognito-idp").describe_user_pool_client(
            UserPoolId=outputs["user_pool_id"], ClientId=outputs["client_id"]
        )
        return self._parameters.keep(CLIENT_PARAMETER, described["UserPoolClient"]["ClientSecret"])

    def _carry_edge_secret(self, outputs: Mapping[str, Any]) -> None:
        client = self._session.client("cloudfront-keyvaluestore")
        newest, *_ = self._parameters.value(EDGE_PARAMETER).split()
        edge.put_secret(client, str(outputs["key_value_store_arn"]), newest)
