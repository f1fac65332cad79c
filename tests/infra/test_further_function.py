"""A further function, called by the clock, is one line."""

import json

from tests.infra.stacks import HANDLER, Stack


def test_it_runs_with_its_own_settings(second: Stack) -> None:
    made = second.function("tidy")

    assert (made["Handler"], made["Timeout"], made["MemorySize"]) == (HANDLER, 60, 256)
    assert made["Environment"] == second.function("http")["Environment"]


def test_the_clock_calls_it_and_nobody_else(second: Stack) -> None:
    events = second.client("events")
    rule = events.describe_rule(Name="second-tidy")
    (target,) = events.list_targets_by_rule(Rule="second-tidy")["Targets"]
    told = second.client("lambda").get_policy(FunctionName="second-tidy")["Policy"]
    (statement,) = json.loads(told)["Statement"]

    assert (rule["ScheduleExpression"], rule["State"]) == ("rate(1 day)", "ENABLED")
    assert target["Arn"] == second.function("tidy")["FunctionArn"]
    assert statement["Principal"] == {"Service": "events.amazonaws.com"}
    assert statement["Condition"]["ArnLike"]["AWS:SourceArn"] == rule["Arn"]


def test_it_may_read_secrets_and_write_its_log(second: Stack) -> None:
    sids = [it["Sid"] for it in second.policy("tidy")]

    assert sids == ["ReadSecrets", "DecryptSecrets", "WriteLog"]


def test_it_is_watched_like_the_others(second: Stack) -> None:
    described = second.client("cloudwatch").describe_alarms(AlarmNamePrefix="second-tidy-")

    names = {it["AlarmName"] for it in described["MetricAlarms"]}
    assert names == {"second-tidy-errors", "second-tidy-throttles"}


def test_the_others_have_no_clock(stack: Stack, second: Stack) -> None:
    named = [it["Name"] for it in stack.client("events").list_rules()["Rules"]]

    assert named == ["second-tidy"]
