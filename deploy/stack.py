"""What is done to a stack: deploy it, plan it, write down its environment."""

import os
import shlex
from collections.abc import Mapping, Sequence
from typing import Any

import boto3

from . import edge
from .options import ROOT, DeployError, Options
from .parameters import CLIENT_PARAMETER, EDGE_PARAMETER, Parameters
from .readiness import wait_until_ready
from .state import States
from .terraform import Terraform

CLIENT = "aws_cloudformation_stack.client"


def open_stack(options: Options, *, makes_state: bool = False) -> "Stack":
    """With what Terraform remembers of it at hand. Raises DeployError."""
    session = boto3.Session(region_name=options.region)
    account = session.client("sts").get_caller_identity()["Account"]
    print(f"The stack {options.name} in {options.region}, account {account}.", flush=True)
    states = States(session.client("s3"), options, account)
    terraform = Terraform(options, states.make() if makes_state else states.find())
    environment = terraform.init().get("environment", {})
    region = environment.get("AWS_REGION", options.region)
    if region != options.region:
        raise DeployError(f"The stack {options.name} is in {region}: give AWS_REGION={region}")
    return Stack(options, session, terraform, environment)


class Stack:
    """What is deployed by now is known by the environment of its functions, if anything is."""

    def __init__(
        self,
        options: Options,
        session: boto3.Session,
        terraform: Terraform,
        environment: Mapping[str, str],
    ) -> None:
        self._environment = environment
        self._options = options
        self._session = session
        self._terraform = terraform
        self._parameters = Parameters(session.client("ssm"), options.secrets_path)

    def deploy(self, *, waits: bool) -> None:
        """From nothing, or from whatever is there. Raises DeployError; may be tried again."""
        for secret in self._parameters.make_missing():
            print(f"Made the secret {self._options.secrets_path}/{secret}.", flush=True)
        self._renew()
        self._apply(replaced=[CLIENT] if self._options.renews == "client" else [])
        outputs = self._terraform.outputs()
        if self._carry_client_secret(outputs):
            # The functions read secrets at their start, and have been started without this one.
            self._apply(is_approved=True)
        self._carry_edge_secret(outputs)
        _say_what_is_left(outputs)
        if waits:
            wait_until_ready(str(outputs["origin"]))
        print(f"ChatScape is at {outputs['origin']}", flush=True)

    def plan(self) -> None:
        plan, text = self._terraform.plan(secrets_revision=self._parameters.revision())
        print(f"The plan is in {plan}, and to be read in {text}.", flush=True)

    def write_environment(self) -> None:
        """Nothing in it is secret, but it says whose data commands would change."""
        if not self._environment:
            raise DeployError(f"There is no stack {self._options.name!r} yet: make deploy")
        lines = [f"{name}={shlex.quote(value)}\n" for name, value in self._environment.items()]
        path = ROOT / "var" / f"{self._options.name}.env"
        path.unlink(missing_ok=True)
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.writelines(lines)
        print(f"{path} has the environment of {self._options.name}.", flush=True)

    def _renew(self) -> None:
        if self._options.renews == "edge":
            self._parameters.renew_edge()
        elif self._options.renews == "key":
            self._parameters.renew_key()

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


def _say_what_is_left(outputs: Mapping[str, Any]) -> None:
    """Of what nobody but the operator can do."""
    if outputs["missing_record"]:
        print(f"The domain's zone has to say: {outputs['missing_record']}", flush=True)
    if not outputs["alarm_email"]:
        print("Nobody is told of alarms: alarm_email in the .tfvars file says who.", flush=True)
    for variable, value in outputs["pipeline"].items():
        print(f"gh variable set {variable} --body {value}", flush=True)
