"""How long a conditional write is tried again while others are faster."""

import random
import time
from collections.abc import Iterator

MOST = 50
PATIENCE = 10.0  # seconds
SHORTEST_PAUSE = 0.001  # seconds


def attempts() -> Iterator[None]:
    """Up to fifty within ten seconds, each after a pause as random and as long as a try takes.

    What comes behind the loop is for the caller, who has lost every race: StoreUnavailable.
    """
    give_up_at = time.monotonic() + PATIENCE
    for _ in range(MOST):
        began = time.monotonic()
        if began > give_up_at:
            return
        yield
        longest = max(SHORTEST_PAUSE, time.monotonic() - began)
        time.sleep(random.uniform(0, longest))  # noqa: S311  # nosec B311
