"""The stream of the table, as Lambda reads it, and a store that can be out of reach."""

from typing import Any

from chatscape.store.port import Store, StoreUnavailable

ZEROS = "0" * 20
NOTHING_FAILED: dict[str, Any] = {"batchItemFailures": []}


class Away:
    """A store that cannot be read, as long as `is_away`."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.is_away = False

    def __getattr__(self, name: str) -> Any:
        if self.is_away:
            raise StoreUnavailable
        return getattr(self._store, name)


def record_of(keys: dict[str, dict[str, str]], seq: int = 1) -> dict[str, Any]:
    return {
        "eventID": f"c4ca4238a0b923820dcc509a6f75849{seq}",
        "eventName": "INSERT",
        "eventVersion": "1.1",
        "eventSource": "aws:dynamodb",
        "awsRegion": "eu-west-1",
        "dynamodb": {
            "Keys": keys,
            "NewImage": {**keys},
            "SequenceNumber": f"11100000000000000000{seq}",
            "SizeBytes": 226,
            "StreamViewType": "NEW_IMAGE",
        },
    }
