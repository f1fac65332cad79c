"""What GitHub's jobs may do, where the stack names a repository."""

import json
from typing import Any

import pytest

from tests.infra.emulator import ACCOUNT
from tests.infra.rights import may
from tests.infra.stacks import Stack

GITHUB = "token.actions.githubusercontent.com"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/"


def role(stack: Stack, name: str) -> Any:
    return stack.client("iam").get_role(RoleName=f"github-{stack.name}-{name}")["Role"]


def own_policy(stack: Stack, name: str) -> list[dict[str, Any]]:
    wanted = f"github-{stack.name}-{name}"
    found = stack.client("iam").get_role_policy(RoleName=wanted, PolicyName=wanted)
    statements: list[dict[str, Any]] = found["PolicyDocument"]["Statement"]
    return statements


def managed_policies(stack: Stack, name: str) -> list[str]:
    iam = stack.client("iam")
    found = iam.list_attached_role_policies(RoleName=f"github-{stack.name}-{name}")
    return [it["PolicyName"] for it in found["AttachedPolicies"]]


def test_without_a_repository_no_pipeline_may_anything(stack: Stack, second: Stack) -> None:
    roles = second.client("iam").list_roles()["Roles"]

    assert not [it for it in roles if it["RoleName"].startswith("github-chatscape")]
    assert json.loads(stack.state)["outputs"]["pipeline"]["value"] == {}


@pytest.mark.parametrize(
    ("name", "why"), [("deploy", "environment:production"), ("plan", "pull_request")]
)
def test_a_role_is_for_one_reason_of_one_repository(second: Stack, name: str, why: str) -> None:
    (statement,) = role(second, name)["AssumeRolePolicyDocument"]["Statement"]
    (provider,) = second.client("iam").list_open_id_connect_providers()["OpenIDConnectProviderList"]

    assert statement["Action"] == "sts:AssumeRoleWithWebIdentity"
    assert statement["Principal"] == {"Federated": provider["Arn"]}
    assert provider["Arn"].endswith(f"/{GITHUB}")
    assert statement["Condition"] == {
        "StringEquals": {
            f"{GITHUB}:aud": "sts.amazonaws.com",
            f"{GITHUB}:sub": f"repo:example/chatscape:{why}",
        }
    }
    assert second.outputs["pipeline"][f"AWS_{name.upper()}_ROLE"] == role(second, name)["Arn"]


def test_whoever_deploys_makes_the_roles_of_functions_and_not_its_own(second: Stack) -> None:
    policy = own_policy(second, "deploy")

    assert managed_policies(second, "deploy") == ["PowerUserAccess"]
    for action in ("iam:CreateRole", "iam:PutRolePolicy", "iam:DeleteRole"):
        assert may(policy, action, f"{ROLE}second-http")
        assert not may(policy, action, f"{ROLE}github-second-deploy")
        assert not may(policy, action, f"{ROLE}chatscape-http")
    assert not may(policy, "iam:AttachRolePolicy", f"{ROLE}second-http")
    (hands,) = [it for it in policy if it["Action"] == "iam:PassRole"]
    assert hands["Condition"] == {"StringEquals": {"iam:PassedToService": "lambda.amazonaws.com"}}


@pytest.mark.parametrize(
    "action",
    [
        *("kms:Decrypt", "cognito-idp:DescribeUserPoolClient", "cloudfront-keyvaluestore:GetKey"),
        *("dynamodb:GetItem", "dynamodb:Query", "dynamodb:Scan", "dynamodb:GetRecords"),
        *("cognito-idp:ListUsers", "cognito-idp:AdminGetUser"),
        *("logs:GetLogEvents", "logs:FilterLogEvents", "logs:StartQuery"),
    ],
)
def test_a_pull_request_sees_no_secret_and_nobody(second: Stack, action: str) -> None:
    allows_all = {"Effect": "Allow", "Action": "*", "Resource": "*"}

    assert managed_policies(second, "plan") == ["ReadOnlyAccess"]
    assert may([allows_all], action, "*")
    assert not may([allows_all, *own_policy(second, "plan")], action, "*")
