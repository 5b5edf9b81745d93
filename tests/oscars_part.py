"""The first part of migrating: what Oscar and other packages bring, before ours builds on it.

It ends in the middle of a `migrate`: what that does once it is through, for content types and
rights, is still to come.
"""

import hashlib
import inspect
from itertools import takewhile
from pathlib import Path

from django.db import connection
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor

FIRST_OF_OURS = ("catalogue", "0033_what_is_sold")


def migrate_oscars_part() -> None:
    """Bring an empty database there."""
    executor = MigrationExecutor(connection)
    plan = [(migration, False) for migration in _oscars_part(executor)]
    executor.migrate(executor.loader.graph.leaf_nodes(), plan=plan)


def oscars_part_hash() -> str:
    """A hash over the files of these migrations, in their order."""
    digest = hashlib.sha256()
    for migration in _oscars_part(MigrationExecutor(None)):
        digest.update(f"{migration.app_label}/{migration.name}".encode())
        digest.update(Path(inspect.getfile(type(migration))).read_bytes())
    return digest.hexdigest()[:16]


def _oscars_part(executor: MigrationExecutor) -> list[Migration]:
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes(), clean_start=True)
    migrations = [migration for migration, _backwards in plan]
    return list(takewhile(lambda one: (one.app_label, one.name) != FIRST_OF_OURS, migrations))
