"""Whether the store answers, for whoever sends requests our way."""

import logging
import threading
from concurrent.futures import Future, ThreadPoolExecutor

from chatscape.store.port import Key, Store, StoreUnavailable

PATIENCE = 1.0  # seconds
PROBE = Key("readiness", "probe")  # nothing is ever there

logger = logging.getLogger(__name__)


class Readiness:
    """Asks once at a time: probes that come meanwhile wait for the same answer."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="readiness")
        self._lock = threading.Lock()
        self._answer: Future[bool] | None = None

    def is_given(self) -> bool:
        """Within a second; where the store has not answered by then, it is not."""
        with self._lock:
            if self._answer is None or self._answer.done():
                self._answer = self._thread.submit(self._has_answered)
            answer = self._answer
        try:
            return answer.result(timeout=PATIENCE)
        except TimeoutError:
            return False

    def _has_answered(self) -> bool:
        try:
            self._store.get(PROBE, consistent=False)
        except StoreUnavailable as error:
            logger.error("store_unavailable", exc_info=error)
            return False
        return True
