"""The log as metrics: what CloudWatch reads off a line, in its embedded metric format."""

import json
import logging

import pytest
from pytest_django import Settings

from chatscape.logs import Event, JsonLines
from chatscape.metrics import INCIDENTS, PUSH_FAILURES

REQUEST = {"event": "request", "ms": 4.1, "status": 200, "route": "/chats/"}


def line(**facts: object) -> dict[str, object]:
    """As it is written."""
    record = logging.makeLogRecord({"name": "chatscape", "levelname": "INFO", **facts})
    written: dict[str, object] = json.loads(JsonLines().format(record))
    return written


@pytest.fixture
def namespace(settings: Settings) -> str:
    settings.CHATSCAPE_METRICS = "ChatScape/test"
    return "ChatScape/test"


def test_a_request_is_its_latency(namespace: str) -> None:
    written = line(**REQUEST)

    assert written["_aws"]["CloudWatchMetrics"] == [
        {
            "Namespace": namespace,
            "Dimensions": [["function"]],
            "Metrics": [{"Name": "latency", "Unit": "Milliseconds"}],
        }
    ]
    assert isinstance(written["_aws"]["Timestamp"], int)
    assert (written["function"], written["latency"]) == ("http", 4.1)


def test_whoever_goes_round_the_edge_counts(namespace: str) -> None:
    written = line(event=Event.EDGE_BYPASSED.value, network="x")

    assert (written["function"], written["edge_bypassed"]) == ("http", 1)
    assert [it["Name"] for it in written["_aws"]["CloudWatchMetrics"][0]["Metrics"]] == [
        "edge_bypassed"
    ]


@pytest.mark.parametrize("event", sorted(INCIDENTS))
def test_what_somebody_has_to_look_at_counts(namespace: str, event: str) -> None:
    written = line(event=Event(event).value)

    assert (written["function"], written["incidents"]) == ("http", 1)


@pytest.mark.parametrize("event", [event for event in Event if event.startswith("push_")])
def test_every_push_that_fails_counts(namespace: str, event: Event) -> None:
    written = line(event=event.value, service="push.example.com")

    assert event in PUSH_FAILURES
    assert (written["function"], written["push_failures"]) == ("push", 1)
    assert written["service"] == "push.example.com"
    assert [it["Name"] for it in written["_aws"]["CloudWatchMetrics"][0]["Metrics"]] == [
        "push_failures"
    ]


def test_other_lines_have_no_number(namespace: str) -> None:
    assert "_aws" not in line(event="signed_in")
    assert "_aws" not in line(msg="something else")


def test_without_a_namespace_a_line_is_what_it_was(settings: Settings) -> None:
    settings.CHATSCAPE_METRICS = ""

    assert not {"_aws", "latency", "function"} & line(**REQUEST).keys()
