"""Other processes: one that changes the shop by plain SQL, one that keeps no page."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg2
from django.db import connection
from django.test import Client, override_settings


class Elsewhere:
    """A connection of its own: what it changes is open until it is committed."""

    def __init__(self, link: Any) -> None:
        self.link = link

    def changes(self, statement: str, *values: object) -> int:
        """The rows it changed. Raises LockNotAvailable soon where another changes one of them."""
        with self.link.cursor() as cursor:
            cursor.execute(statement, values)
            return int(cursor.rowcount)

    def commits(self) -> None:
        self.link.commit()

    def thinks_better_of_it(self) -> None:
        self.link.rollback()


@contextmanager
def elsewhere() -> Iterator[Elsewhere]:
    link = psycopg2.connect(**connection.get_connection_params())
    with link.cursor() as cursor:
        cursor.execute("SET lock_timeout = '50ms'")
    link.commit()
    try:
        yield Elsewhere(link)
    finally:
        link.close()


def forgetful() -> Client:
    """A web process that makes every page anew."""
    client = Client()
    with override_settings(PAGES_MB=0):
        client.handler.load_middleware()
    return client
