"""Where a run takes place: on a database server of its own, as it stops and pauses that."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import django
import environ
from django.db import connection

from pharmacy.embedded_postgres import Server
from pharmacy.embedded_postgres.programs import client
from tests.outside.addresses import free_port, with_name
from tests.outside.processes import demo_environment

UNITS, PACKS = 1_000_000, 5


@contextmanager
def a_small_stage(data: Path, *, migrated: str, static: Path) -> Iterator[Server]:
    """Django is set up on a few medicines, in seconds.

    `migrated` is the address of a server of the tests, which has the migrated template; `static`
    has the collected files.
    """
    data.mkdir(parents=True, exist_ok=True)
    # Of the database of an earlier run, which goes as well.
    shutil.rmtree(data / "private", ignore_errors=True)
    server = Server(data, durable=False)
    server.use()
    try:
        address = server.address(for_child=True)
        url = f"postgres://{address['user']}@/{address['host']}/chaos"
        os.environ |= demo_environment(
            data=data, database_url=url, shop=free_port(), sandbox=free_port()
        )
        os.environ["STATIC"] = str(static)
        django.setup()
        _copy(migrated, url)
        _fill()
        yield server
    finally:
        connection.close()
        server.stop_if_last()


def _copy(migrated: str, url: str) -> None:
    # Reads Django's settings, which are there only now.
    from tests.database import TestDatabase

    new, template = _at(url), _at(with_name(migrated, TestDatabase("chaos").template))
    for statement in ("DROP DATABASE IF EXISTS chaos", "CREATE DATABASE chaos"):
        _run("psql", "-q", "-d", "postgres", "-c", statement, env=new)
    dump = subprocess.Popen(
        [client("pg_dump"), "--format=custom", "--compress=none"],
        env=template,
        stdout=subprocess.PIPE,
    )
    with dump:
        restore = ("--single-transaction", "--no-owner", "-d", "chaos")
        _run("pg_restore", *restore, env=new, stdin=dump.stdout)
    assert dump.returncode == 0, "the template could not be read"


def _at(url: str) -> dict[str, str]:
    """The environment in which PostgreSQL's programs speak with the database at an address."""
    place = environ.Env.db_url_config(url)
    named = {
        "PGHOST": place["HOST"],
        "PGPORT": place["PORT"],
        "PGUSER": place["USER"],
        "PGPASSWORD": place["PASSWORD"],
        "PGDATABASE": place["NAME"],
    }
    return os.environ | {name: str(value) for name, value in named.items() if value}


def _run(program: str, *arguments: str, **how: Any) -> None:
    subprocess.run([client(program), *arguments], check=True, **how)


def _fill() -> None:
    from tests.checkout.shopping import a_delivery_method
    from tests.factories import a_dosage, a_medicine, a_pack

    a_delivery_method()
    for _ in range(PACKS):
        a_pack(a_dosage(a_medicine(), units_on_hand=UNITS), 60)
