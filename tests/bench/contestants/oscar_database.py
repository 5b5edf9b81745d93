"""A database of stock Oscar's own with our medicines, on the server the shop's is on."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from tests.bench.contestants.contestant import Unfit
from tests.outside.addresses import with_name


@contextmanager
def oscars_environment() -> Iterator[dict[str, str]]:
    """The variables its processes have beside ours while it is there. Raises Unfit."""
    name = f"{connection.settings_dict['NAME']}_oscar"
    environment = {
        "DATABASE_URL": with_name(os.environ["DATABASE_URL"], name),
        "DJANGO_SETTINGS_MODULE": "tests.bench.contestants.oscar_settings",
    }
    _drop(name)
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
    try:
        _fill(environment)
        yield environment
    finally:
        _drop(name)


def _drop(name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _fill(environment: dict[str, str]) -> None:
    command = [sys.executable, "-m", "tests.bench.contestants.oscar_fill"]
    done = subprocess.run(command, env=os.environ | environment, capture_output=True, text=True)
    if done.returncode:
        raise Unfit(f"Stock Oscar could not be filled.\n{done.stderr}")
