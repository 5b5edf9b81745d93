"""Locks on files. The kernel lets go of them when a process dies, however it dies."""

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

PAUSE = 0.01  # seconds between two looks


def open_lock(path: Path) -> int:
    """A new descriptor of the lock file, made where it is missing and given to the folder's owner.

    Every call is a holder of its own; a forked child shares its parent's.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    folder = path.parent.stat()
    if os.fstat(descriptor).st_uid != folder.st_uid:
        os.fchown(descriptor, folder.st_uid, folder.st_gid)
    return descriptor


@contextmanager
def opened(path: Path) -> Iterator[int]:
    """`open_lock` for a block. What a child process inherited stays locked after the block."""
    descriptor = open_lock(path)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


@contextmanager
def held(path: Path, *, seconds: float) -> Iterator[None]:
    """No other holder while the block runs. Raises TimeoutError after waiting `seconds`."""
    with opened(path) as descriptor:
        if not wait_until(lambda: try_alone(descriptor), seconds=seconds):
            raise TimeoutError(f"{path} is locked")
        try:
            yield
        finally:
            # A process forked meanwhile has the descriptor too: closing ours would not unlock it.
            fcntl.flock(descriptor, fcntl.LOCK_UN)


def try_alone(descriptor: int) -> bool:
    """Take the lock if nobody else holds it."""
    return _try(descriptor, fcntl.LOCK_EX)


def try_shared(descriptor: int) -> bool:
    """Take the lock together with others who share it."""
    return _try(descriptor, fcntl.LOCK_SH)


def wait_until(ready: Callable[[], bool], *, seconds: float) -> bool:
    """Ask `ready` until it says yes or `seconds` are over. Returns its last answer."""
    end = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > end:
            return False
        time.sleep(PAUSE)
    return True


def _try(descriptor: int, kind: int) -> bool:
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
