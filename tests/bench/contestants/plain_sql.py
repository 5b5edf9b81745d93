"""The floor of an order: the rows that have to be written, by psycopg2 in one transaction.

The shop's own orders are the examples, so that rows are as long as the shop's and a new column
needs no line here. Nothing is asked, nothing is checked but the pool, and no page is made.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from django.db import connection

from tests.bench import cpu
from tests.bench.contestants.plain_orders import STATEMENTS
from tests.bench.contestants.shop_orders import ShopOrders
from tests.bench.orders import Sale, Shelf


class PlainSql:
    """For each buyer a clerk: a process with a connection of its own."""

    name = "Plain SQL"
    statements = STATEMENTS

    def __init__(self, shop: ShopOrders, most_buyers: int) -> None:
        self._shop = shop
        self._most_buyers = most_buyers
        self._clerks: list[subprocess.Popen[str]] = []

    @contextmanager
    def at_work(self) -> Iterator[None]:
        numbers = [self._shop.example(pack) for pack in self._shop.packs(Shelf.MANY)]
        with ExitStack() as stack:
            self._clerks = [stack.enter_context(_clerk(numbers)) for _ in range(self._most_buyers)]
            for clerk in self._clerks:
                _heard(clerk)
            yield

    def sold(self, shelf: Shelf, buyers: int, seconds: float) -> Sale:
        clerks, dosages = self._clerks[:buyers], len(self._shop.packs(shelf))
        pids, postgres = [clerk.pid for clerk in clerks], cpu.postgres_root()
        cpu_before, postgres_before = cpu.seconds_of(pids), cpu.seconds_of(postgres)
        start = time.perf_counter()
        for number, clerk in enumerate(clerks):
            _tell(clerk, seconds=seconds, dosages=dosages, first=number)
        answers = [_heard(clerk) for clerk in clerks]
        return Sale(
            orders=sum(answer["orders"] for answer in answers),
            seconds=time.perf_counter() - start,
            seller_cpu=cpu.seconds_of(pids) - cpu_before,
            postgres_cpu=cpu.seconds_of(postgres) - postgres_before if postgres else None,
            wrong=tuple(answer["wrong"] for answer in answers if answer["wrong"]),
        )


@contextmanager
def _clerk(numbers: list[str]) -> Iterator[subprocess.Popen[str]]:
    """It ends when it hears nothing more, also where this process is killed."""
    command = [sys.executable, "-m", "tests.bench.contestants.plain_orders", *numbers]
    pipes: Any = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, env=os.environ | _libpq(), text=True, **pipes) as clerk:
        yield clerk


def _libpq() -> dict[str, str]:
    """The variables that lead psycopg2 to the database Django works on."""
    known = {"host": "PGHOST", "port": "PGPORT", "dbname": "PGDATABASE", "user": "PGUSER"}
    known |= {"password": "PGPASSWORD", "sslmode": "PGSSLMODE"}
    given = connection.get_connection_params()
    return {variable: str(given[name]) for name, variable in known.items() if given.get(name)}


def _tell(clerk: subprocess.Popen[str], **turn: Any) -> None:
    assert clerk.stdin is not None
    clerk.stdin.write(f"{json.dumps(turn)}\n")
    clerk.stdin.flush()


def _heard(clerk: subprocess.Popen[str]) -> dict[str, Any]:
    assert clerk.stdout is not None
    return dict(json.loads(clerk.stdout.readline()))
