"""What every client of AWS starts from."""

from functools import cache

import botocore.session


@cache
def session() -> botocore.session.Session:
    """It reads which services there are and who we are, which takes longer than all the rest."""
    return botocore.session.get_session()
