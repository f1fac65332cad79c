"""The table is the one that the store makes for itself, and keeps what is in it."""

from chatscape.store.dynamodb import DynamoDBStore
from tests.infra.stacks import Stack

OF_BOTH = ("KeySchema", "AttributeDefinitions", "BillingModeSummary")


def test_the_table_is_as_the_store_makes_its_own(stack: Stack, aws_environment: None) -> None:
    own = DynamoDBStore("own", stack.account.url)
    own.create_table()
    client = stack.client("dynamodb")
    made, expected = (
        client.describe_table(TableName=name)["Table"] for name in (stack.name, "own")
    )

    assert {it["AttributeName"] for it in made["KeySchema"]} == {"partition", "sort"}
    for part in OF_BOTH:
        assert _facts(made[part]) == _facts(expected[part])
    for name in (stack.name, "own"):
        ttl = client.describe_time_to_live(TableName=name)["TimeToLiveDescription"]
        assert ttl == {"TimeToLiveStatus": "ENABLED", "AttributeName": "expires_at"}


def test_the_table_can_be_restored_and_not_be_deleted(stack: Stack) -> None:
    client = stack.client("dynamodb")
    table = client.describe_table(TableName=stack.name)["Table"]
    backups = client.describe_continuous_backups(TableName=stack.name)

    recovery = backups["ContinuousBackupsDescription"]["PointInTimeRecoveryDescription"]
    assert recovery["PointInTimeRecoveryStatus"] == "ENABLED"
    assert table["DeletionProtectionEnabled"] is True
    assert table["SSEDescription"]["Status"] == "ENABLED"


def test_the_stream_shows_new_images(stack: Stack) -> None:
    table = stack.client("dynamodb").describe_table(TableName=stack.name)["Table"]

    assert table["StreamSpecification"] == {"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"}


def _facts(part: object) -> object:
    if isinstance(part, list):
        return sorted(str(sorted(it.items())) for it in part)
    assert isinstance(part, dict)
    return part["BillingMode"]
