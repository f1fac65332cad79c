"""How long a conditional write is tried again while others are faster."""

import time
from collections.abc import Iterator

MOST = 100
PATIENCE = 10.0  # seconds


def attempts() -> Iterator[None]:
    """Up to a hundred within ten seconds, each at once.

    A condition fails where somebody else has written, so there is no standstill; and whoever
    waited would come after those who are new, again and again. Where it fails for another reason,
    the number ends it. What comes behind the loop is for the caller, who has lost every race:
    StoreUnavailable.
    """
    give_up_at = time.monotonic() + PATIENCE
    for _ in range(MOST):
        if time.monotonic() > give_up_at:
            return
        yield
