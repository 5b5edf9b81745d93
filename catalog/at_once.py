"""Several operations of a migration in one step.

After each operation Django renders anew every model that is related to a changed one. Of the
hundred models of a shop that takes a tenth of a second, and its schema has hundreds of operations.
"""

from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


class AtOnce(Operation):
    """Operations on models and fields, after which the models are rendered once.

    Each of them finds the models as all of them leave them: a model is created whole, with foreign
    keys to models further down, and nothing that is made here is changed here.
    """

    def __init__(self, *operations: Operation) -> None:
        self.operations = operations

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """As Django tells a state what is applied already: while none of its models is rendered."""
        state.__dict__.pop("apps", None)
        state.is_delayed = False  # whoever asks for a model next has all of them rendered
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return "; ".join(operation.describe() for operation in self.operations)


def key() -> "models.BigAutoField[int, int]":
    """The primary key of every model of ours that names none."""
    return models.BigAutoField(
        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
    )
