"""A database of stock Oscar's own, empty, on the server the shop's is on."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from tests.outside.addresses import with_name


@contextmanager
def oscars_environment() -> Iterator[dict[str, str]]:
    """The variables its processes have beside ours while it is there."""
    name = f"{connection.settings_dict['NAME']}_oscar"
    _drop(name)
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
    try:
        yield {
            "DATABASE_URL": with_name(os.environ["DATABASE_URL"], name),
            "DJANGO_SETTINGS_MODULE": "tests.bench.contestants.oscar_settings",
        }
    finally:
        _drop(name)


def _drop(name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
