"""Counts visits in this process's memory, for while the database counts none."""

import time
from collections import OrderedDict
from datetime import timedelta
from threading import Lock

from checkout.accounts.counting import Counted

# More visitors than come in ten minutes; an outage shall not fill the memory.
MOST = 20_000


class CountingAlone:
    """As checkout/accounts/counting.py counts; the visitor not seen for longest is forgotten."""

    def __init__(self) -> None:
        self._known: OrderedDict[tuple[str, str], tuple[int, float]] = OrderedDict()
        self._lock = Lock()

    def count(self, page: str, visitor: str, window: timedelta) -> Counted:
        now = time.monotonic()
        with self._lock:
            visits, ends = self._known.pop((page, visitor), (0, 0.0))
            if ends <= now:
                visits, ends = 0, now + window.total_seconds()
            self._known[page, visitor] = visits + 1, ends
            if len(self._known) > MOST:
                self._known.popitem(last=False)
        return Counted(visits + 1, max(1, round(ends - now)))
