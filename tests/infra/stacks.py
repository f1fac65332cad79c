"""Two stacks in one account, made by `make deploy`'s own command."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.infra.checkout import Checkout
from tests.infra.emulator import ACCOUNT, Account

OWN_STATES = f"chatscape-terraform-{ACCOUNT}"
STATES = "terraform-states"
STATES_REGION = "eu-central-1"
DOMAIN = "chat.example.com"
REPOSITORY = "example@1/chatscape@2"
IN_PLACE = "updated in-place"  # as a plan says it
CHOSEN = f"""
alarm_email          = "operator@example.com"
deletion_protection  = false
memory               = {{ http = 1024 }}
repository           = "{REPOSITORY}"
reserved_concurrency = {{ push = 5 }}
settings             = {{ CHATSCAPE_APPEALS_EMAIL = "appeals@example.com" }}
sign_up              = false
"""
HANDLER = "chatscape.push_stream.handler"
FURTHER = (
    f'tidy = {{ handler = "{HANDLER}", timeout = 60, memory = 256, schedule = "rate(1 day)" }}'
)


@dataclass(frozen=True)
class Stack:
    """What one deployment has made, and later ones have changed."""

    name: str
    account: Account
    read_state: Callable[[], str]
    printed: str

    @property
    def state(self) -> str:
        return self.read_state()

    @property
    def outputs(self) -> dict[str, Any]:
        told = json.loads(self.state)["outputs"]
        return {key: output["value"] for key, output in told.items()}

    @property
    def arn_of_table(self) -> str:
        table = self.client("dynamodb").describe_table(TableName=self.name)["Table"]
        return str(table["TableArn"])

    def client(self, service: str) -> Any:
        return self.account.client(service)

    def secret(self, name: str) -> str:
        found = self.client("ssm").get_parameter(Name=f"/{self.name}/{name}", WithDecryption=True)
        return str(found["Parameter"]["Value"])

    def function(self, name: str) -> Any:
        wanted = f"{self.name}-{name}"
        return self.client("lambda").get_function_configuration(FunctionName=wanted)

    def policy(self, name: str) -> list[dict[str, Any]]:
        """The statements of all that a function may do."""
        role = self.function(name)["Role"].rpartition("/")[2]
        iam = self.client("iam")
        assert iam.list_attached_role_policies(RoleName=role)["AttachedPolicies"] == []
        (only,) = iam.list_role_policies(RoleName=role)["PolicyNames"]
        document = iam.get_role_policy(RoleName=role, PolicyName=only)["PolicyDocument"]
        statements: list[dict[str, Any]] = document["Statement"]
        return statements

    def distribution(self) -> Any:
        found = self.client("cloudfront").get_distribution(Id=self._distribution["Id"])
        return found["Distribution"]["DistributionConfig"]

    @property
    def distribution_domain(self) -> str:
        return str(self._distribution["DomainName"])

    @property
    def _distribution(self) -> Any:
        listed = self.client("cloudfront").list_distributions()["DistributionList"]["Items"]
        (own,) = [it for it in listed if it["Comment"] == self.name]
        return own

    def api(self) -> Any:
        listed = self.client("apigatewayv2").get_apis()["Items"]
        (own,) = [it for it in listed if it["Name"] == self.name]
        return own


def first_stack(account: Account, checkout: Checkout) -> Stack:
    """As it is where nothing is said."""
    printed = checkout.deploy("up", "--no-wait", AUTO_APPROVE="1")
    return Stack("chatscape", account, lambda: _state(account, OWN_STATES, "chatscape"), printed)


def second_stack(account: Account, checkout: Checkout) -> Stack:
    """With a domain, all that can be chosen, and one function more."""
    account.client("s3", STATES_REGION).create_bucket(
        Bucket=STATES, CreateBucketConfiguration={"LocationConstraint": STATES_REGION}
    )
    account.client("route53").create_hosted_zone(Name="example.com", CallerReference="second")
    (checkout.folder / "terraform" / "second.tfvars").write_text(CHOSEN)
    add_line(checkout.folder / "terraform" / "lambda.tf")
    printed = checkout.deploy("up", "--no-wait", **of_second(), AUTO_APPROVE="1")
    return Stack("second", account, lambda: _state(account, STATES, "second"), printed)


def add_line(source: Path) -> None:
    """Of a further function, to the map of functions."""
    before, push, after = source.read_text().partition("    push = {")
    assert push
    source.write_text(f"{before}    {FURTHER}\n{push}{after}")


def changes(plan: Path) -> list[tuple[str, str]]:
    """Of each resource, its kind and what the plan would do to it."""
    return re.findall(r"^  # (\w+)\..* (?:will|must) be (.+)$", plan.read_text(), re.MULTILINE)


def _state(account: Account, bucket: str, name: str) -> str:
    kept = account.client("s3").get_object(Bucket=bucket, Key=f"{name}/terraform.tfstate")
    text: str = kept["Body"].read().decode()
    return text


def of_second() -> dict[str, str]:
    return {"STACK": "second", "DOMAIN": DOMAIN, "STATE_BUCKET": STATES}
