"""Two stacks in one account do not meet."""

import json
from collections.abc import Iterator
from typing import Any

from tests.infra.checkout import Checkout
from tests.infra.emulator import ACCOUNT
from tests.infra.stacks import DOMAIN, IN_PLACE, Stack, changes, of_second

NAMES = {"name", "function_name", "alarm_name", "dashboard_name", "domain"}
# A domain and its records are called as people call them; a group is within its pool.
NAMED_OTHERWISE = {"aws_cognito_user_group", "aws_route53_record", "aws_apigatewayv2_stage"}


def resources(state: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for resource in json.loads(state)["resources"]:
        if resource["mode"] == "managed":
            for instance in resource["instances"]:
                yield resource["type"], instance["attributes"]


def test_whatever_has_a_name_is_called_after_its_stack(stack: Stack, second: Stack) -> None:
    for made in (stack, second):
        for kind, attributes in resources(made.state):
            if kind not in NAMED_OTHERWISE:
                named = [str(attributes[it]) for it in NAMES if attributes.get(it)]
                assert all(made.name in it for it in named), (kind, named)


def test_no_two_resources_are_one(stack: Stack, second: Stack) -> None:
    first, other = (
        {str(it["arn"]) for _, it in resources(made.state) if it.get("arn")}
        for made in (stack, second)
    )

    assert len(first) > 20
    assert not first & other


def test_both_say_whose_they_are(stack: Stack, second: Stack) -> None:
    for made in (stack, second):
        tags = [it["tags_all"] for _, it in resources(made.state) if it.get("tags_all")]
        assert {it["Stack"] for it in tags} == {made.name}


def test_the_second_was_left_alone_by_the_first(stack: Stack, second: Stack) -> None:
    assert stack.outputs["origin"] != second.outputs["origin"] == f"https://{DOMAIN}"
    table = second.client("dynamodb").describe_table(TableName="second")["Table"]
    assert table["DeletionProtectionEnabled"] is False
    domains = {
        made.client("cognito-idp").describe_user_pool(UserPoolId=made.outputs["user_pool_id"])[
            "UserPool"
        ]["Domain"]
        for made in (stack, second)
    }
    assert domains == {f"chatscape-{ACCOUNT}", f"second-{ACCOUNT}"}


def test_a_plan_can_be_read_and_is_kept(second: Stack, checkout: Checkout) -> None:
    printed = checkout.deploy("plan", **of_second())

    work = checkout.folder / "var" / "terraform" / "second"
    assert str(work / "plan.txt") in printed
    # Of alarms the emulator forgets the half.
    assert set(changes(work / "plan.txt")) == {("aws_cloudwatch_metric_alarm", IN_PLACE)}
    assert (work / "plan").stat().st_size > 0
