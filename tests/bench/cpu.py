"""CPU time of processes with all their children, living and dead."""

from collections.abc import Iterator

import psutil
from django.db import connection


def seconds_of(roots: list[int]) -> float:
    """User and system seconds of the trees of processes that begin at `roots`, since they began."""
    while True:
        ended = _of_the_ended(roots)
        seconds = sum(sum(_times(process)) for root in roots for process in _tree(root))
        # Who ended while we added up was seen neither alive nor with its parent: add up again.
        if _of_the_ended(roots) == ended:
            return seconds


def postgres_root() -> list[int]:
    """The process all of PostgreSQL's descend from; nothing where it runs on another machine."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    try:
        parent = psutil.Process(pid).parent()
    except psutil.Error:
        return []
    return [parent.pid] if parent and parent.name().startswith(("postgres", "postmaster")) else []


def _tree(root: int) -> Iterator[psutil.Process]:
    try:
        process = psutil.Process(root)
        yield process
        yield from process.children(recursive=True)
    except psutil.NoSuchProcess:
        return


def _of_the_ended(roots: list[int]) -> float:
    """Seconds of those in the trees that are processes no more."""
    return sum(_times(process)[1] for root in roots for process in _tree(root))


def _times(process: psutil.Process) -> tuple[float, float]:
    """Seconds of a process, and of its children that have ended; none of one that has itself."""
    try:
        times = process.cpu_times()
    except psutil.NoSuchProcess:
        return 0, 0
    ended = getattr(times, "children_user", 0) + getattr(times, "children_system", 0)
    return float(times.user + times.system), float(ended)
