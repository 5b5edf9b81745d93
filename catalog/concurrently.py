"""Indexes that are made while people order, by migrations that may be stopped halfway."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.postgres.operations import AddIndexConcurrently as Djangos
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.postgresql.schema import DatabaseSchemaEditor
from django.db.migrations.state import ProjectState


class AddIndexConcurrently(Djangos):
    """Django's, which goes on where a migration was killed.

    Without a transaction nothing takes back what it had made: indexes that are whole, and one that
    PostgreSQL keeps up and never uses. Each goes first, and is made anew.
    """

    def database_forwards(
        self,
        app_label: str,
        schema_editor: DatabaseSchemaEditor,  # type: ignore[override]
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        self._ensure_not_in_transaction(schema_editor)
        model = to_state.apps.get_model(app_label, self.model_name)
        with _patient(schema_editor.connection):
            if self.allow_migrate_model(schema_editor.connection.alias, model):
                schema_editor.remove_index(model, self.index, concurrently=True)
            super().database_forwards(app_label, schema_editor, from_state, to_state)


@contextmanager
def _patient(database: BaseDatabaseWrapper) -> Iterator[None]:
    """Wait for everybody who is at the table, as lock_timeout would not: nobody waits behind it."""
    with database.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        before = cursor.fetchone()
        cursor.execute("SET lock_timeout = 0")
        try:
            yield
        finally:
            cursor.execute("SELECT set_config('lock_timeout', %s, false)", before)
