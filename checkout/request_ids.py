"""Which request is behind what happens now, also where a worker does it later.

A promise and a message from Stripe remember the request that wrote them; whoever keeps them does it
on its behalf, so that one search through the log shows the whole way.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

LONGEST = 36
_asked: ContextVar[str] = ContextVar("asked", default="")


def asked() -> str:
    """The id of the request that is behind this; "" for what nobody has asked for."""
    return _asked.get()


@contextmanager
def on_behalf_of(request_id: str) -> Iterator[None]:
    """Inside, this request is behind all that happens; with "" nobody is."""
    token = _asked.set(request_id)
    try:
        yield
    finally:
        _asked.reset(token)
