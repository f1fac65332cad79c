"""Numbers that CloudWatch reads off a line of the log, where CHATSCAPE_METRICS names a namespace.

The format is CloudWatch's embedded metric format: the line stays one JSON object, with what to
read of it under `_aws`.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass

INCIDENTS = {"sign_in_unavailable", "sign_in_token_refused", "seal_broken", "reported"}
PUSH_FAILURES = {"push_delayed", "push_refused", "push_address_refused", "push_dropped"}


@dataclass(frozen=True, slots=True)
class Metric:
    """What one line says in a number, of which function, and in which unit."""

    function: str
    name: str
    number: float
    unit: str = "Count"


def metric_of(line: Mapping[str, object]) -> Metric | None:
    match line:
        case {"event": "request", "ms": float(latency)}:
            return Metric("http", "latency", latency, "Milliseconds")
        case {"event": "edge_bypassed"}:
            return Metric("http", "edge_bypassed", 1)
        case {"event": str(event)} if event in INCIDENTS:
            return Metric("http", "incidents", 1)
        case {"event": str(event)} if event in PUSH_FAILURES:
            return Metric("push", "push_failures", 1)
    return None


def embedded(line: Mapping[str, object], namespace: str) -> dict[str, object]:
    """What the line gets besides; nothing where it has no number that anybody watches."""
    metric = metric_of(line)
    if metric is None:
        return {}
    directive = {
        "Namespace": namespace,
        "Dimensions": [["function"]],
        "Metrics": [{"Name": metric.name, "Unit": metric.unit}],
    }
    about = {"Timestamp": int(time.time() * 1000), "CloudWatchMetrics": [directive]}
    return {"function": metric.function, metric.name: metric.number, "_aws": about}
