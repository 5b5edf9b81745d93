"""Which processes the shop of a data folder runs, so that somebody else can end them.

Each is noted in a file that it keeps locked by a descriptor of its own. The kernel lets go with the
process, however it ends, so a number is believed only while its file is locked: then it is not
another process's.
"""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pharmacy.embedded_postgres.locks import opened, try_alone, wait_until

PATIENCE_SECONDS = 60
LAST_PATIENCE_SECONDS = 10


class NoteHeld(Exception):
    """The process a note stands for runs; the text says what to do."""


def shop_note(data_dir: Path) -> Path:
    """The note of the parent of them all."""
    return _folder(data_dir) / "shop"


def child_note(data_dir: Path, name: str) -> Path:
    """The note of one of its children, who lead process groups of their own."""
    return _folder(data_dir) / f"child-{name}"


@contextmanager
def locked(note: Path) -> Iterator[int]:
    """The descriptor of a note for one process alone. Raises NoteHeld where another has it.

    Whoever inherits the descriptor keeps the note locked after the block.
    """
    note.parent.mkdir(parents=True, exist_ok=True)
    with opened(note) as descriptor:
        if not try_alone(descriptor):
            folder = note.parent.parent
            raise NoteHeld(
                f"The shop in {folder} is open already: `make stop DATA={folder}` ends it."
            )
        yield descriptor


def write_number(descriptor: int, pid: int) -> None:
    """Note who holds the lock."""
    os.truncate(descriptor, 0)
    os.pwrite(descriptor, str(pid).encode(), 0)


def stop_shop(data_dir: Path) -> bool:
    """End the shop's parent, which ends its children, then those a killed parent left behind.

    Returns whether anything ran. Raises NoteHeld where something cannot be ended.
    """
    ran = _end(shop_note(data_dir), os.kill)
    return end_left_behind(data_dir) or ran


def end_left_behind(data_dir: Path) -> bool:
    """End the children of a parent that was killed. Returns whether there were any."""
    ran = False
    for note in sorted(_folder(data_dir).glob("child-*")):
        ran = _end(note, os.killpg) or ran
    return ran


def _end(note: Path, kill: Callable[[int, int], None]) -> bool:
    """Ask the holder of a note to stop, then make it. Returns whether there was one."""
    if not note.exists():
        return False
    with opened(note) as descriptor:
        if try_alone(descriptor):
            return False
        for request, seconds in (
            (signal.SIGTERM, PATIENCE_SECONDS),
            (signal.SIGKILL, LAST_PATIENCE_SECONDS),
        ):
            with suppress(ProcessLookupError, PermissionError, ValueError):
                kill(int(note.read_text()), request)
            if wait_until(lambda: try_alone(descriptor), seconds=seconds):
                return True
    raise NoteHeld(f"A process of the shop does not end: {note} has its number.")


def _folder(data_dir: Path) -> Path:
    return data_dir / "processes"
