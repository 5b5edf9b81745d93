"""What somebody does while another is at it: told by a lock that is waited for, not by luck."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from queue import Queue
from typing import Any

from django.db import connection, transaction

LONG = 20  # seconds, which nothing takes


def second_waits(first: Callable[[], object], second: Callable[[], object]) -> Any:
    """Do `first`, begin `second` over another connection, commit the first once the second waits.

    What the second answers; its error stands for an answer. Fails where it never waits.
    """
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            first()
            pids: Queue[int] = Queue()
            meanwhile = pool.submit(_over_another_connection, second, pids)
            _until_it_waits(meanwhile, pids.get(timeout=LONG))
        return meanwhile.exception(LONG) or meanwhile.result()


def _over_another_connection(deed: Callable[[], object], pids: Queue[int]) -> object:
    try:
        pids.put(_asked("SELECT pg_backend_pid()"))
        return deed()
    finally:
        connection.close()


def _until_it_waits(meanwhile: "Future[object]", pid: int) -> None:
    while not _asked("SELECT EXISTS (SELECT FROM pg_locks WHERE pid = %s AND NOT granted)", pid):
        assert not meanwhile.done(), f"It did not wait: {meanwhile.exception()!r}"


def _asked(query: str, *values: object) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return cursor.fetchone()[0]


def over_another_connection(deed):
    """What a deed answers there, at once: it fails where it has to wait for us."""

    def do():
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '2s'")
            return deed()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(do).result(LONG)
