"""How DynamoDB is spoken to: one try a call, and an answer that says what may be asked again."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, cast

from botocore.config import Config
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectionError,  # noqa: A004 (botocore's: nothing was sent)
    NoRegionError,
    ParamValidationError,
)

from chatscape.aws_session import session

from .errors import meaning
from .port import StoreUnavailable, Write
from .retries import Refused, Unanswered

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

CONNECT_TIMEOUT = 1.0
READ_TIMEOUT = 3.0
CONNECTIONS = 50
USER_AGENT = "ChatScape"  # botocore's own, which it builds twice a call, takes a tenth of one


def open_client(
    endpoint_url: str | None, *, read_timeout: float = READ_TIMEOUT
) -> "DynamoDBClient":
    """Region and credentials come from the environment, as with every AWS client.

    Raises StoreUnavailable where it names no region.
    """
    config = Config(
        connect_timeout=CONNECT_TIMEOUT,
        read_timeout=read_timeout,
        max_pool_connections=CONNECTIONS,
        user_agent=USER_AGENT,
        retries={"mode": "standard", "total_max_attempts": 1},  # `insist` repeats
    )
    try:
        client = session().create_client("dynamodb", endpoint_url=endpoint_url, config=config)
    except NoRegionError as error:
        raise StoreUnavailable("No region of AWS is set, as AWS_REGION") from error
    return cast("DynamoDBClient", client)


def ask(operation: Callable[..., Any], writes: Sequence[Write], **request: Any) -> Any:
    """Raises what the store port knows, or Refused and Unanswered for `insist`."""
    try:
        return operation(**request)
    except ParamValidationError:
        raise
    except ClientError as error:
        raise meaning(error.response, writes) from error
    except ConnectionError as error:
        raise Refused(str(error)) from error
    except BotoCoreError as error:
        raise Unanswered(str(error)) from error
