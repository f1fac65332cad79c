"""What every client of AWS starts from."""

import os
from functools import cache

import botocore.session


@cache
def session() -> botocore.session.Session:
    """It reads which services there are and who we are, which takes longer than all the rest.

    Of AWS_REGION, which other clients of AWS go by, it knows nothing by itself.
    """
    session = botocore.session.get_session()
    region = os.environ.get("AWS_REGION")
    if region and not os.environ.get("AWS_DEFAULT_REGION"):
        session.set_config_variable("region", region)
    return session
