"""What DynamoDB's error answers mean for a write or a read."""

from collections.abc import Mapping, Sequence
from typing import Any

from .port import ConditionFailed, ItemTooLarge, StoreUnavailable, Write
from .retries import Refused, Unanswered

REFUSALS = {
    "LimitExceededException",
    "ProvisionedThroughputExceededException",
    "RequestLimitExceeded",
    "ThrottlingException",
    "TransactionConflictException",
    "TransactionInProgressException",
}


def meaning(response: Mapping[str, Any], writes: Sequence[Write]) -> Exception:
    code = response["Error"]["Code"]
    message = f"{code}: {response['Error'].get('Message', '')}"
    if code == "TransactionCanceledException":
        return _cancellation(response, writes)
    if code == "ConditionalCheckFailedException":
        return ConditionFailed(writes[0])
    if code == "ValidationException":
        return _invalid(message)
    if code in REFUSALS:
        return Refused(message)
    if response["ResponseMetadata"]["HTTPStatusCode"] >= 500:
        return Unanswered(message)
    return StoreUnavailable(message)


def _cancellation(response: Mapping[str, Any], writes: Sequence[Write]) -> Exception:
    """A condition that failed says more than a conflict beside it."""
    reasons: Sequence[Any] = response.get("CancellationReasons", [])
    for write, reason in zip(writes, reasons, strict=False):
        if reason["Code"] == "ConditionalCheckFailed":
            return ConditionFailed(write)
    for reason in reasons:
        if reason["Code"] == "ValidationError":
            return _invalid(reason.get("Message", ""))
    return Refused(", ".join(reason["Code"] for reason in reasons))


def _invalid(message: str) -> Exception:
    is_too_large = "maximum allowed size" in message
    return ItemTooLarge(message) if is_too_large else ValueError(message)
