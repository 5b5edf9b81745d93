"""CPU time of processes with all their children, living and dead."""

from collections.abc import Iterator

import psutil
from django.db import connection


def seconds_of(roots: list[int]) -> float:
    """User and system seconds of the trees of processes that begin at `roots`, since they began."""
    return sum(_seconds(process) for root in roots for process in _tree(root))


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


def _seconds(process: psutil.Process) -> float:
    try:
        times = process.cpu_times()
    except psutil.NoSuchProcess:
        return 0
    # A child that has ended is no process any more: its time is in its parent's.
    dead = getattr(times, "children_user", 0) + getattr(times, "children_system", 0)
    return float(times.user + times.system + dead)
