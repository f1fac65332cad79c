"""Whether a policy allows something to be done to an item, by those rules of IAM that ours use."""

from collections.abc import Iterable
from fnmatch import fnmatchcase
from typing import Any

LEADING_KEYS = "dynamodb:LeadingKeys"
Statement = dict[str, Any]


def many(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


def may(policy: Iterable[Statement], action: str, resource: str, partition: str = "") -> bool:
    found = [it for it in policy if _speaks_of(it, action, resource, partition)]
    effects = {it["Effect"] for it in found}
    return effects == {"Allow"}


def _speaks_of(statement: Statement, action: str, resource: str, partition: str) -> bool:
    return (
        any(fnmatchcase(action, it) for it in many(statement["Action"]))
        and any(fnmatchcase(resource, it) for it in many(statement["Resource"]))
        and _holds(statement.get("Condition", {}), partition)
    )


def _holds(condition: Statement, partition: str) -> bool:
    """One request has one leading key, so that "for all" and "for any" ask the same."""
    for operator, asked in condition.items():
        for key, patterns in asked.items():
            known = key == LEADING_KEYS and operator.partition(":")[2] == "StringLike"
            assert known, f"unknown condition {operator} {key}"
            if not any(fnmatchcase(partition, it) for it in many(patterns)):
                return False
    return True
