"""Somebody is told where something is wrong, and nobody where nobody talks."""

import json
from typing import Any

import pytest

from tests.infra.stacks import Stack

FREE = 10  # alarms in each account
WATCHED = {
    ("AWS/ApiGateway", "5xx"),
    ("AWS/DynamoDB", "ReadThrottleEvents"),
    ("AWS/DynamoDB", "WriteThrottleEvents"),
    ("AWS/Lambda", "Errors"),
    ("AWS/Lambda", "Throttles"),
    ("AWS/SQS", "ApproximateNumberOfMessagesVisible"),
    ("ChatScape/chatscape", "edge_bypassed"),
    ("ChatScape/chatscape", "incidents"),
    ("ChatScape/chatscape", "latency"),
    ("ChatScape/chatscape", "push_failures"),
}


def alarms(stack: Stack) -> list[dict[str, Any]]:
    prefix = f"{stack.name}-"
    described = stack.client("cloudwatch").describe_alarms(AlarmNamePrefix=prefix)
    found: list[dict[str, Any]] = described["MetricAlarms"]
    return found


def test_what_matters_is_watched(stack: Stack) -> None:
    assert {(it["Namespace"], it["MetricName"]) for it in alarms(stack)} == WATCHED
    assert len(alarms(stack)) == FREE


def test_silence_is_no_alarm(stack: Stack) -> None:
    assert {it["TreatMissingData"] for it in alarms(stack)} == {"notBreaching"}


def test_the_latency_is_that_of_the_slowest_in_a_hundred(stack: Stack) -> None:
    (latency,) = [it for it in alarms(stack) if it["MetricName"] == "latency"]

    assert latency["ExtendedStatistic"] == "p99"
    assert latency["Threshold"] == 2000
    assert latency["Dimensions"] == [{"Name": "function", "Value": "http"}]


def test_an_operator_is_told_by_mail_where_an_address_is_given(stack: Stack, second: Stack) -> None:
    sns = second.client("sns")
    (topic,) = sns.list_topics()["Topics"]
    told = sns.list_subscriptions_by_topic(TopicArn=topic["TopicArn"])["Subscriptions"]

    assert topic["TopicArn"].endswith(":second-alarms")
    assert [(it["Protocol"], it["Endpoint"]) for it in told] == [("email", "operator@example.com")]
    assert {tuple(it["AlarmActions"]) for it in alarms(second)} == {(topic["TopicArn"],)}
    assert {tuple(it["AlarmActions"]) for it in alarms(stack)} == {()}


@pytest.mark.parametrize("named", ["chatscape", "second"])
def test_the_dashboard_shows_each_of_them(stack: Stack, second: Stack, named: str) -> None:
    found = stack.client("cloudwatch").get_dashboard(DashboardName=named)
    widgets = json.loads(found["DashboardBody"])["widgets"]
    shown = {tuple(it["properties"]["metrics"][0][:2]) for it in widgets}

    assert shown == {(space.replace("chatscape", named), metric) for space, metric in WATCHED}
    assert len({(it["x"], it["y"]) for it in widgets}) == len(widgets)
