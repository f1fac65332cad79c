"""Numbers that CloudWatch reads off a line of the log, where CHATSCAPE_METRICS names a namespace.

The format is CloudWatch's embedded metric format: the line stays one JSON object, with what to
read of it under `_aws`.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass

PUSH_FAILURES = {"push_delayed", "push_refused", "push_address_refused", "push_dropped"}


@dataclass(frozen=True, slots=True)
class Metrics:
    """Of one line: the function that they are about, each number, and in which unit it is."""

    function: str
    numbers: Mapping[str, float]
    units: Mapping[str, str]


def metrics_of(line: Mapping[str, object]) -> Metrics | None:
    match line:
        case {"event": "request", "ms": float(latency), "status": int(status)}:
            numbers = {"latency": latency, "faults": int(status >= 500)}
            return Metrics("http", numbers, {"latency": "Milliseconds", "faults": "Count"})
        case {"event": str(event)} if event in PUSH_FAILURES:
            return Metrics("push", {"push_failures": 1}, {"push_failures": "Count"})
    return None


def embedded(line: Mapping[str, object], namespace: str) -> dict[str, object]:
    """What the line gets besides; nothing where it has no number that anybody watches."""
    metrics = metrics_of(line)
    if metrics is None:
        return {}
    directive = {
        "Namespace": namespace,
        "Dimensions": [["function"]],
        "Metrics": [{"Name": name, "Unit": unit} for name, unit in metrics.units.items()],
    }
    about = {"Timestamp": int(time.time() * 1000), "CloudWatchMetrics": [directive]}
    return {"function": metrics.function, **metrics.numbers, "_aws": about}
