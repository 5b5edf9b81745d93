"""An index is made whatever a migration that was killed has left of it."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.db.migrations.state import ProjectState
from django.db.utils import NotSupportedError

from catalog.concurrently import AddIndexConcurrently
from tests.factories import a_pack
from tests.meanwhile import LONG

pytestmark = pytest.mark.django_db(transaction=True)
INDEX = models.Index(fields=["structure"], name="made_halfway")
FOUND = """
    SELECT indisvalid, indisunique FROM pg_index WHERE indexrelid = to_regclass('made_halfway')
"""


@pytest.fixture(autouse=True)
def goes():
    yield
    run("DROP INDEX IF EXISTS made_halfway")


def run(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []


def nothing():
    assert run(FOUND) == []


def an_invalid_one():
    """As of a migration that was killed: two packs stop an index of what is unique."""
    a_pack()
    a_pack()
    with suppress(IntegrityError):
        run("CREATE UNIQUE INDEX CONCURRENTLY made_halfway ON catalogue_product (structure)")
    assert run(FOUND) == [(False, True)]


def a_whole_one():
    """Of the same migration, which has others still to make."""
    run("CREATE INDEX made_halfway ON catalogue_product (structure)")
    assert run(FOUND) == [(True, False)]


def migrate(*, atomic=False):
    operation = AddIndexConcurrently("product", INDEX)
    before = ProjectState.from_apps(apps)
    after = before.clone()
    operation.state_forwards("catalogue", after)
    with connection.schema_editor(atomic=atomic) as editor:
        operation.database_forwards("catalogue", editor, before, after)


@pytest.mark.parametrize("left", [nothing, an_invalid_one, a_whole_one])
def test_an_index_is_made_whatever_was_left_of_it(left):
    left()
    migrate()
    assert run(FOUND) == [(True, False)]


def test_it_is_not_made_inside_a_transaction():
    with pytest.raises(NotSupportedError, match="atomic = False"):
        migrate(atomic=True)


def migrate_in_a_hurry():
    """As `migrate` does, which keeps no reader in line behind a change that waits."""
    try:
        run("SET lock_timeout = '100ms'")
        migrate()
        return run("SHOW lock_timeout")
    finally:
        connection.close()


def test_it_waits_for_who_is_at_the_table_whatever_others_wait():
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            run("LOCK TABLE catalogue_product IN ROW EXCLUSIVE MODE")
            meanwhile = pool.submit(migrate_in_a_hurry)
            while not run("SELECT 1 FROM pg_locks WHERE locktype = 'virtualxid' AND NOT granted"):
                assert not meanwhile.done()
            with pytest.raises(TimeoutError):
                meanwhile.result(0.5)
        assert meanwhile.result(LONG) == [("100ms",)]
    assert run(FOUND) == [(True, False)]
