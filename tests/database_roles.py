"""Roles of the database server beside the one that owns the shop's tables."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

import psycopg2
from django.db import connection

LONGEST_WAIT = 10_000  # milliseconds


@contextmanager
def a_role() -> Iterator[str]:
    """One that owns nothing and may nothing, named for this test's database."""
    name = f"web_{connection.settings_dict['NAME']}"
    as_superuser(f'CREATE ROLE "{name}"; GRANT "{name}" TO CURRENT_ROLE, "{owner()}"')
    try:
        yield name
    finally:
        as_superuser(f'DROP OWNED BY "{name}"; DROP ROLE "{name}"')


@contextmanager
def signed_in(role: str) -> Iterator[None]:
    """The shop works with this role's rights."""
    run(f'SET ROLE "{role}"')
    try:
        yield
    finally:
        run("RESET ROLE")


def owner() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        return str(cursor.fetchone()[0])


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def as_superuser(statements: str) -> None:
    """The embedded server's, or whoever DATABASE_URL names.

    They are gone afterwards: only their like may end them, and a database in use is not dropped.
    """
    address = connection.get_connection_params()
    if connection.settings_dict["ENGINE"] == "pharmacy.embedded_postgres":
        address["user"] = "postgres"
    with closing(psycopg2.connect(**address)) as theirs:
        with theirs, theirs.cursor() as cursor:
            cursor.execute(statements)
        pid = theirs.info.backend_pid
    elsewhere = address | {"dbname": "postgres"}
    with closing(psycopg2.connect(**elsewhere)) as other, other, other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, %s)", [pid, LONGEST_WAIT])
