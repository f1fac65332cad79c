"""Settings that AWS Systems Manager keeps, since they are secrets."""

from typing import TYPE_CHECKING, cast

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from chatscape.aws_session import session

if TYPE_CHECKING:
    from mypy_boto3_ssm import SSMClient

TIMEOUT = 3  # seconds


class ParametersUnread(Exception):
    """Says why: no access, no answer."""


def parameters_below(path: str) -> dict[str, str]:
    """By the last part of their names: one call, unless AWS has more to tell than fits into one.

    Region and credentials come from the environment, as with every AWS client. Raises
    ParametersUnread.
    """
    config = Config(connect_timeout=TIMEOUT, read_timeout=TIMEOUT)
    try:
        client = cast("SSMClient", session().create_client("ssm", config=config))
        pages = client.get_paginator("get_parameters_by_path").paginate(
            Path=path, WithDecryption=True
        )
        found = [it for page in pages for it in page["Parameters"]]
    except (BotoCoreError, ClientError) as error:
        raise ParametersUnread(_reason(error)) from error
    return {it["Name"].rsplit("/", 1)[-1]: it["Value"] for it in found}


def _reason(error: BotoCoreError | ClientError) -> str:
    if isinstance(error, ClientError):
        return str(error.response.get("Error", {}).get("Code", ""))
    return type(error).__name__
