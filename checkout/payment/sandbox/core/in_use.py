"""What requests under way hold for themselves, so that no other may touch it meanwhile."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from checkout.payment.sandbox.core.errors import ApiError


class InUse:
    """Names held by requests of this process; a dead process holds none.

    `refusal` is the answer to a request that wants a name somebody holds.
    """

    def __init__(self, refusal: Callable[[str], ApiError]) -> None:
        self._refusal = refusal
        self._names: set[str] = set()
        self._lock = threading.Lock()

    @contextmanager
    def holding(self, name: str | None) -> Iterator[None]:
        """Raises the refusal while another request holds the name; None is nobody's."""
        if name is None:
            yield
            return
        with self._lock:
            self._refuse(name)
            self._names.add(name)
        try:
            yield
        finally:
            with self._lock:
                self._names.discard(name)

    def check(self, name: str | None) -> None:
        """Raises the refusal while another request holds the name."""
        with self._lock:
            self._refuse(name)

    def _refuse(self, name: str | None) -> None:
        if name in self._names:
            raise self._refusal(str(name))
