"""What a process keeps of what it made: the least used goes first when there is no room."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Memory(Generic[K, V]):
    """Values by their key that together weigh at most so many bytes; safe for several threads.

    `weigh` says what a value takes up with its key.
    """

    def __init__(self, most_bytes: int, weigh: Callable[[K, V], int]) -> None:
        self._most_bytes = most_bytes
        self._weigh = weigh
        self._bytes = 0
        self._kept: OrderedDict[K, V] = OrderedDict()
        self._lock = Lock()

    def get(self, key: K) -> V | None:
        with self._lock:
            value = self._kept.get(key)
            if value is not None:
                self._kept.move_to_end(key)
            return value

    def put(self, key: K, value: V) -> None:
        """Keep a value, in the place of an older one; one larger than everything is not kept."""
        with self._lock:
            self._drop(key)
            if self._weigh(key, value) > self._most_bytes:
                return
            self._kept[key] = value
            self._bytes += self._weigh(key, value)
            while self._bytes > self._most_bytes:
                self._drop(next(iter(self._kept)))

    def drop(self, key: K) -> None:
        with self._lock:
            self._drop(key)

    def clear(self) -> None:
        with self._lock:
            self._kept.clear()
            self._bytes = 0

    def _drop(self, key: K) -> None:
        value = self._kept.pop(key, None)
        if value is not None:
            self._bytes -= self._weigh(key, value)
