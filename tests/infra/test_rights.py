"""What the functions may do, and what not: read from the roles that were made."""

import re
from itertools import product

import pytest

from tests.infra.checkout import ROOT
from tests.infra.rights import many, may
from tests.infra.stacks import Stack

READS = ("dynamodb:GetItem", "dynamodb:Query")
WRITES = ("dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem")
OTHERS = (
    "dynamodb:Scan",
    "dynamodb:BatchWriteItem",
    "dynamodb:DeleteTable",
    "dynamodb:UpdateTable",
)
KEYS = (ROOT / "docs" / "keys.md").read_text()
PARTITIONS = sorted(re.findall(r"^\| `([a-z-]+#[^`]*)` \|", KEYS, re.MULTILINE))
AUDIT = [it for it in PARTITIONS if it.startswith("audit#")]


def test_the_document_of_keys_names_the_audit() -> None:
    assert len(PARTITIONS) > 15
    assert AUDIT == ["audit#<report>", "audit#user#<user>"]


def test_the_audit_is_only_added_to(stack: Stack) -> None:
    policy, table = stack.policy("http"), stack.arn_of_table

    for partition in AUDIT:
        assert may(policy, "dynamodb:PutItem", table, partition)
        assert may(policy, "dynamodb:Query", table, partition)
        assert not may(policy, "dynamodb:UpdateItem", table, partition)
        assert not may(policy, "dynamodb:DeleteItem", table, partition)


def test_the_site_may_do_with_all_else_what_its_store_does(stack: Stack) -> None:
    policy, table = stack.policy("http"), stack.arn_of_table
    used = (*READS, *WRITES, "dynamodb:ConditionCheckItem")

    for action, partition in product(used, set(PARTITIONS) - set(AUDIT)):
        assert may(policy, action, table, partition), (action, partition)
    for action, partition in product(OTHERS, PARTITIONS):
        assert not may(policy, action, table, partition), (action, partition)


@pytest.mark.parametrize("action", READS)
def test_whoever_tells_people_reads_no_conversation(stack: Stack, action: str) -> None:
    policy, table = stack.policy("push"), stack.arn_of_table
    read = {it for it in PARTITIONS if may(policy, action, table, it)}

    assert {it.partition("#")[0] for it in read} == {"contacts", "push", "report", "user"}


def test_whoever_tells_people_writes_of_devices_alone(stack: Stack) -> None:
    policy, table = stack.policy("push"), stack.arn_of_table
    written = {
        partition
        for action, partition in product(WRITES, PARTITIONS)
        if may(policy, action, table, partition)
    }

    assert {it.partition("#")[0] for it in written} == {"push"}
    assert not may(policy, "dynamodb:PutItem", table, "push#<owner>")


@pytest.mark.parametrize("name", ["http", "push"])
def test_nothing_is_allowed_everywhere(stack: Stack, name: str) -> None:
    for statement in stack.policy(name):
        assert not any("*" in it for it in many(statement["Action"]))
        for resource in many(statement["Resource"]):
            own = f":{stack.name}" in resource or f"/{stack.name}" in resource
            assert own or statement["Sid"] == "DecryptSecrets", resource


@pytest.mark.parametrize("name", ["http", "push"])
def test_only_the_stacks_own_secrets_can_be_read(stack: Stack, name: str) -> None:
    (decrypt,) = [it for it in stack.policy(name) if it["Sid"] == "DecryptSecrets"]
    (read,) = [it for it in stack.policy(name) if it["Sid"] == "ReadSecrets"]
    parameters = "arn:aws:ssm:eu-west-1:123456789012:parameter/chatscape"

    assert read["Resource"] == [parameters, f"{parameters}/*"]
    assert decrypt["Condition"] == {
        "StringEquals": {"kms:ViaService": "ssm.eu-west-1.amazonaws.com"},
        "ForAnyValue:StringEquals": {"kms:ResourceAliases": "alias/aws/ssm"},
        "StringLike": {"kms:EncryptionContext:PARAMETER_ARN": f"{parameters}/*"},
    }


@pytest.mark.parametrize("name", ["http", "push"])
def test_a_function_writes_its_own_log_alone(stack: Stack, name: str) -> None:
    written = [it for it in stack.policy(name) if str(it["Action"]).find("logs:") >= 0]

    (only,) = written
    assert only["Resource"].endswith(f":log-group:/aws/lambda/chatscape-{name}:*")
