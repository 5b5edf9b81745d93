"""What a loop of the worker does, step by step: each is a sign of life, none ends another."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from django.db import InterfaceError, OperationalError

# Then nothing can be written down, and the whole turn ends.
DATABASE_AWAY = (OperationalError, InterfaceError)
log = logging.getLogger(__name__)

_beat: ContextVar[Callable[[], None] | None] = ContextVar("beat", default=None)


@contextmanager
def heard_by(beat: Callable[[], None]) -> Iterator[None]:
    """Inside, this is called with every sign of life."""
    token = _beat.set(beat)
    try:
        yield
    finally:
        _beat.reset(token)


def alive() -> None:
    """Say that this loop goes on; between the steps of what takes long, too.

    Outside of any loop nothing is said.
    """
    beat = _beat.get()
    if beat:
        beat()


def tried(duty: Callable[[datetime], bool], now: datetime) -> bool:
    """Whether there was anything to do and it went well: what breaks one duty ends no other."""
    try:
        alive()  # a Stripe that does not answer takes each of them long enough
        return duty(now)
    except DATABASE_AWAY:
        raise
    except Exception:
        log.exception("%s broke", duty.__name__)
        return False
