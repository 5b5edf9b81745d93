"""A clock tests can move. The distance to real time is kept in the state file."""

import time
from collections.abc import Callable

from checkout.payment.sandbox.core import store

SETTING = "clock_offset"


class Clock:
    """Seconds since 1970, moved by a kept offset."""

    def __init__(self, state: store.Store, source: Callable[[], float] = time.time) -> None:
        self._state = state
        self._source = source
        with state.transaction() as db:
            self._offset = int(store.setting(db, SETTING, "0"))

    def now(self) -> int:
        return int(self._source()) + self._offset

    def move(self, seconds: int) -> int:
        """Go forward; returns the new time. Raises ValueError for a step back."""
        if seconds < 0:
            raise ValueError("The clock only goes forward.")
        with self._state.transaction() as db:
            self._offset += seconds
            store.set_setting(db, SETTING, str(self._offset))
        return self.now()
