"""The environment of a deployed function, over an emulated AWS."""

from uuid import uuid4

import boto3

from notifications.vapid import to_base64url
from tests.aws.events import EDGE_SECRET
from tests.chatscape.test_environment import PRODUCTION
from tests.engines import AWS, Engine

SECRETS = {
    "CHATSCAPE_SECRET_KEY": PRODUCTION["CHATSCAPE_SECRET_KEY"],
    "OIDC_CLIENT_SECRET": PRODUCTION["OIDC_CLIENT_SECRET"],
    "CHATSCAPE_EDGE_SECRET": EDGE_SECRET,
    "VAPID_PRIVATE_KEY": to_base64url(bytes(range(1, 33))),
}
PATH = "/chatscape-test"


def deployed_over(emulated: str, endpoint_url: str) -> dict[str, str]:
    """The environment as Terraform writes it: a table, and secrets that Systems Manager keeps."""
    engine = Engine(emulated, f"table-{uuid4().hex}", endpoint_url)
    engine.open().create_table()
    engine.close()
    client = boto3.client("ssm", endpoint_url=endpoint_url, region_name=AWS["AWS_DEFAULT_REGION"])
    for name, value in SECRETS.items():
        client.put_parameter(
            Name=f"{PATH}/{name}", Value=value, Type="SecureString", Overwrite=True
        )
    plain = {name: value for name, value in PRODUCTION.items() if name not in SECRETS}
    return {
        **AWS,
        **plain,
        "CHATSCAPE_STORE": engine.url,
        "CHATSCAPE_SSM_PATH": PATH,
        "CHATSCAPE_PROXIES": "2",
        "CHATSCAPE_PUSH": "stream",
        "CHATSCAPE_METRICS": "ChatScape/test",
        "AWS_ENDPOINT_URL_SSM": endpoint_url,
    }
