"""What is to be deployed, where, and with which program: all from the environment."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import boto3

from .package import PYTHON

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "terraform"
NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", re.ASCII)
MAX_NAME = 24
RUNTIMES = {"3.11", "3.12", "3.13"}
RENEWABLE = {"", "client", "edge", "key"}
KEPT_BY_AWS = re.compile(r"^ssm|aws|amazon|cognito")


class DeployError(Exception):
    """Says what is wrong and how to go on."""


@dataclass(frozen=True, slots=True)
class Options:
    """One stack."""

    name: str
    region: str
    domain: str = ""
    zone: str = ""
    state_bucket: str = ""  # by default the account's own
    terraform: str = "terraform"
    approves: bool = False
    renews: str = ""

    @property
    def secrets_path(self) -> str:
        return f"/{self.name}"

    @property
    def work(self) -> Path:
        """Where Terraform keeps what it needs for this stack."""
        return ROOT / "var" / "terraform" / self.name

    @property
    def variables(self) -> dict[str, str]:
        known = {"name": self.name, "domain": self.domain, "zone": self.zone}
        return {name: value for name, value in known.items() if value}


def from_environment(variables: Mapping[str, str]) -> Options:
    """STACK, DOMAIN, ZONE, STATE_BUCKET, TERRAFORM, AUTO_APPROVE, RENEW.

    Raises DeployError.
    """
    name = variables.get("STACK") or "chatscape"
    if not NAME.fullmatch(name) or len(name) > MAX_NAME or KEPT_BY_AWS.search(name):
        raise DeployError(
            f"STACK is {name!r}; it must be up to {MAX_NAME} lower-case letters, digits and "
            "single hyphens, a letter first, without ssm in front, aws, amazon or cognito in it"
        )
    if PYTHON not in RUNTIMES:
        raise DeployError(
            f"Lambda is not known here to run Python {PYTHON}, which the package would be for: "
            "rm -r .venv; make deploy PYTHON=python3.13"
        )
    renews = variables.get("RENEW", "")
    if renews not in RENEWABLE:
        raise DeployError(f"RENEW is {renews!r}; it must be client, edge or key")
    region = variables.get("AWS_REGION") or boto3.Session().region_name
    if not region:
        raise DeployError("In which region? make deploy AWS_REGION=eu-central-1")
    return Options(
        name=name,
        region=region,
        domain=variables.get("DOMAIN", ""),
        zone=variables.get("ZONE", ""),
        state_bucket=variables.get("STATE_BUCKET", ""),
        terraform=variables.get("TERRAFORM") or "terraform",
        approves=variables.get("AUTO_APPROVE") == "1",
        renews=renews,
    )
