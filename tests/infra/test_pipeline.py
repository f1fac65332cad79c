"""What GitHub's jobs may do, where the stack names a repository."""

from typing import Any

import pytest

from tests.infra.emulator import ACCOUNT
from tests.infra.rights import many, may
from tests.infra.stacks import REPOSITORY, STATES, Stack

GITHUB = "token.actions.githubusercontent.com"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/"
BOUNDARY = f"arn:aws:iam::{ACCOUNT}:policy/github-second-boundary"
STATE = f"arn:aws:s3:::{STATES}"


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
    assert stack.outputs["pipeline"] == {}


@pytest.mark.parametrize(
    ("name", "why"), [("deploy", "environment:production"), ("plan", "pull_request")]
)
def test_a_role_is_for_one_reason_of_one_repository(second: Stack, name: str, why: str) -> None:
    """Of one that is younger than July 2026, GitHub says the numbers as well."""
    (statement,) = role(second, name)["AssumeRolePolicyDocument"]["Statement"]
    (provider,) = second.client("iam").list_open_id_connect_providers()["OpenIDConnectProviderList"]

    assert statement["Action"] == "sts:AssumeRoleWithWebIdentity"
    assert statement["Principal"] == {"Federated": provider["Arn"]}
    assert provider["Arn"].endswith(f"/{GITHUB}")
    assert statement["Condition"] == {
        "StringEquals": {
            f"{GITHUB}:aud": "sts.amazonaws.com",
            f"{GITHUB}:sub": f"repo:{REPOSITORY}:{why}",
        }
    }
    assert second.outputs["pipeline"][f"AWS_{name.upper()}_ROLE"] == role(second, name)["Arn"]


def test_whoever_deploys_makes_the_roles_of_functions_and_not_its_own(second: Stack) -> None:
    policy = [it | {"Condition": {}} for it in own_policy(second, "deploy")]

    assert managed_policies(second, "deploy") == ["PowerUserAccess"]
    for action in ("iam:CreateRole", "iam:PutRolePolicy", "iam:DeleteRole", "iam:PassRole"):
        assert may(policy, action, f"{ROLE}second/second-http")
        assert not may(policy, action, f"{ROLE}github-second-deploy")
        assert not may(policy, action, f"{ROLE}second-other/second-other-http")
    for action in ("iam:AttachRolePolicy", "iam:UpdateAssumeRolePolicy", "iam:CreatePolicyVersion"):
        assert not may(policy, action, f"{ROLE}second/second-http")


def test_what_it_makes_stays_within_the_boundary(stack: Stack, second: Stack) -> None:
    conditions = {it["Sid"]: it.get("Condition") for it in own_policy(second, "deploy")}
    iam = second.client("iam")

    for name in ("http", "push", "tidy"):
        made = iam.get_role(RoleName=f"second-{name}")["Role"]
        assert made["PermissionsBoundary"]["PermissionsBoundaryArn"] == BOUNDARY
        assert made["Path"] == "/second/"
    assert conditions["MakeRolesWithinTheBoundary"] == {
        "StringEquals": {"iam:PermissionsBoundary": BOUNDARY}
    }
    assert conditions["HandThemToLambda"] == {
        "StringEquals": {"iam:PassedToService": "lambda.amazonaws.com"}
    }
    assert "PermissionsBoundary" not in iam.get_role(RoleName=f"{stack.name}-http")["Role"]


def test_the_boundary_holds_what_the_functions_may(second: Stack) -> None:
    found = second.client("iam").get_policy_version(PolicyArn=BOUNDARY, VersionId="v1")
    (bounds,) = found["PolicyVersion"]["Document"]["Statement"]

    for name in ("http", "push", "tidy"):
        for statement in second.policy(name):
            for action in many(statement["Action"]):
                assert may([bounds], action, "*"), action
    assert not may([bounds], "iam:PutRolePolicy", "*")
    assert not may([bounds], "sts:AssumeRole", "*")


@pytest.mark.parametrize(
    "action",
    [
        *("kms:Decrypt", "cognito-idp:DescribeUserPoolClient", "cloudfront-keyvaluestore:GetKey"),
        *("dynamodb:GetItem", "dynamodb:Query", "dynamodb:Scan", "dynamodb:GetRecords"),
        *("cognito-idp:ListUsers", "cognito-idp:AdminGetUser", "sqs:ReceiveMessage"),
        *("logs:GetLogEvents", "logs:FilterLogEvents", "logs:StartQuery", "ssm:GetParameter"),
        *("dynamodb:PutItem", "lambda:UpdateFunctionCode", "iam:CreateRole", "s3:PutObject"),
    ],
)
def test_a_pull_request_sees_no_secret_and_nobody_and_changes_nothing(
    second: Stack, action: str
) -> None:
    policy = own_policy(second, "plan")

    assert managed_policies(second, "plan") == []
    for resource in ("*", second.arn_of_table, f"{STATE}/second/terraform.tfstate"):
        assert not may(policy, action, resource)


def test_a_pull_request_reads_the_state_and_the_code_of_its_own_stack(second: Stack) -> None:
    policy = own_policy(second, "plan")

    assert may(policy, "s3:GetObject", f"{STATE}/second/terraform.tfstate")
    assert not may(policy, "s3:GetObject", f"{STATE}/chatscape/terraform.tfstate")
    assert may(policy, "lambda:GetFunction", second.function("http")["FunctionArn"])
    assert not may(policy, "lambda:GetFunction", f"arn:aws:lambda:eu-west-1:{ACCOUNT}:function:x")
