"""Copies what a day has left in the database, row by row, over as many days as are wanted.

Each table is one statement: its rows of that day times a series of numbers. A copy has the ids of
its original plus a step that is the same for a whole table, so what belongs together stays so;
what has to be unique is named anew, and every moment lies so many days earlier. Triggers sleep
meanwhile, as what they would write is copied as well; foreign keys are taken off and put on again,
which looks whether all of it fits in one go for a table.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.apps import apps
from django.db import connection, models, transaction

# In these apps every row comes of an order.
APPS = ("basket", "order", "payment", "prescriptions", "history")
# Of the others those tables a sale writes to.
ALSO = ("catalogue.StockMovement",)
# Of these there are no more for more orders.
NOT = ("payment.SourceType", "payment.Reconciliation")
# What no two rows may share, or no two people.
NAMED_ANEW = {
    "order.Order": ("number",),
    "payment.PaymentAttempt": ("session_id", "intent_id", "charge_id"),
    "payment.Refund": ("stripe_id",),
    "payment.LedgerEntry": ("stripe_id",),
    "payment.Outbox": ("key",),
    "payment.StripeEvent": ("id", "session_id", "intent_id", "charge_id", "order_number"),
    "prescriptions.PrescriptionFile": ("name",),
}
PEOPLE, LOTS_OF_EACH = 60_000, 600
# Some people come again and again, most of them once or twice.
WHO = f"(k * 7919 % {PEOPLE})"
ANEW = {
    ("order.Order", "guest_email"): f"CASE r.guest_email WHEN '' THEN '' ELSE {WHO} || "
    "'@people.example.com' END",
    ("order.ShippingAddress", "last_name"): f"'Example' || {WHO}",
    ("prescriptions.Patient", "name"): f"r.name || ' ' || {WHO}",
    ("prescriptions.Patient", "same_person"): f"r.same_person || {WHO}",
    ("order.DispensedLot", "lot"): "(SELECT id FROM lots_lot WHERE number ="
    f" 'Y' || k % {LOTS_OF_EACH} || '-' || r.lot_id)",
    ("payment.Refund", "token"): "md5(r.token || k)",
    ("prescriptions.Patient", "born_on"): f"date '1940-01-01' + ({WHO} % 25000)::int",
    ("prescriptions.PrescriptionFile", "token"): "gen_random_uuid()",
    ("prescriptions.PrescriptionFile", "pages"): "jsonb_build_array(md5(r.name || k))",
}
FOREIGN_KEYS = """
    SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid)
    FROM pg_constraint WHERE contype = 'f' AND conrelid::regclass::text = ANY (%s)
"""
MOMENTS = (models.DateTimeField, models.DateField)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows with an id above `since` are the day's, and `step` ids are between two copies."""

    model: type[models.Model]
    since: int
    step: int


def tables() -> list[type[models.Model]]:
    """Whose rows come of orders, and that have an own id."""
    found = [
        model
        for model in apps.get_models()
        if not model._meta.proxy
        and model._meta.managed
        and (model._meta.app_label in APPS or model._meta.label in ALSO)
        and model._meta.label not in NOT
    ]
    return [model for model in found if isinstance(model._meta.pk, models.AutoField)]


def highest_ids() -> dict[str, int]:
    """Of each table, to know by what a day adds."""
    return {model._meta.db_table: _asked(f"max({_pk(model)})", model) for model in tables()}


@transaction.atomic
def copy_what_came(since: dict[str, int], *, copies: int, days: int, accounts: range) -> None:
    """All that came into the tables `since`, so many times over the last `days`.

    The orders of an account are spread over `accounts`, by their ids.
    """
    came = {table.model: table for table in _came(since)}
    messages = Table(apps.get_model("payment.StripeEvent"), 0, 0)
    with nobody_looks([*came, messages.model]), connection.cursor() as cursor:
        for table in (*came.values(), messages):
            cursor.execute(_copy(table, came, copies, days, accounts))
        for table in came.values():
            _move_sequence(table, copies)


@contextmanager
def nobody_looks(models_: Iterable[type[models.Model]]) -> Iterator[None]:
    """Without triggers and foreign keys of these tables."""
    names = [model._meta.db_table for model in models_]
    with connection.cursor() as cursor:
        cursor.execute(FOREIGN_KEYS, [names])
        keys = cursor.fetchall()
        for table, name, _definition in keys:
            cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        for table in names:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield
        for table, name, definition in keys:
            cursor.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")
        for table in names:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def _came(since: dict[str, int]) -> Iterator[Table]:
    for model in tables():
        before = since[model._meta.db_table]
        last = _asked(f"max({_pk(model)})", model)
        if last > before:
            yield Table(model, before, last - before)


def _copy(
    table: Table,
    came: dict[type[models.Model], Table],
    copies: int,
    days: int,
    accounts: range,
) -> str:
    """The statement that copies one table."""
    fields = [field for field in table.model._meta.concrete_fields if not field.generated]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    # The oldest copy has the lowest ids, as rows that came one after the other have.
    earlier = f"make_interval(secs => 86400.0 * {days} * ({copies} + 1 - k) / {copies})"
    values = ", ".join(_value(field, table, came, earlier, accounts) for field in fields)
    name, key = table.model._meta.db_table, f"r.{_pk(table.model)}"
    day = f"{key} > {table.since}"
    if not table.step:
        # Its ids are Stripe's: of the day is what is no copy and has none.
        day = f"r.id NOT LIKE '%~%' AND NOT EXISTS (SELECT FROM {name} WHERE id = r.id || '~1')"
    return (
        f'INSERT INTO "{name}" ({columns}) SELECT {values} FROM "{name}" AS r'
        f" CROSS JOIN generate_series(1, {copies}) AS k WHERE {day} ORDER BY k, {key}"
    )


def _value(
    field: models.Field,
    table: Table,
    came: dict[type[models.Model], Table],
    earlier: str,
    accounts: range,
) -> str:
    label, column = table.model._meta.label, f'r."{field.column}"'
    if (label, field.name) in ANEW:
        return ANEW[label, field.name]
    if field.name in NAMED_ANEW.get(label, ()):
        return f"nullif({column}, '') || '~' || k" if field.null else f"{column} || '~' || k"
    if (label, field.name) in (("order.Order", "user"), ("basket.Basket", "owner")):
        spread = f"{accounts.start} + {WHO} % {max(len(accounts), 1)}"
        return f"CASE WHEN {column} IS NULL THEN NULL ELSE {spread} END"
    of = _table_of(field, table, came)
    if of:
        return f"CASE WHEN {column} > {of.since} THEN {column} + k * {of.step} ELSE {column} END"
    if isinstance(field, MOMENTS):
        moved = f"{column} - {earlier}"
        return moved if isinstance(field, models.DateTimeField) else f"({moved})::date"
    return column


def _table_of(
    field: models.Field, table: Table, came: dict[type[models.Model], Table]
) -> Table | None:
    """The table an id is of, where its rows are copied, too."""
    if field.primary_key:
        return table if table.step else None
    if field.related_model:
        return came.get(field.related_model._meta.concrete_model)
    tracked = getattr(table.model, "pgh_tracked_model", None)
    if field.name == "id" and tracked:
        return came.get(tracked._meta.concrete_model)
    return None


def _move_sequence(table: Table, copies: int) -> None:
    last = table.since + table.step * (copies + 1)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT setval(pg_get_serial_sequence(%s, %s), %s)",
            [table.model._meta.db_table, table.model._meta.pk.column, last],
        )


def _pk(model: type[models.Model]) -> str:
    return str(model._meta.pk.column)


def _asked(what: str, model: type[models.Model]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT coalesce({what}, 0) FROM "{model._meta.db_table}"')
        return int(cursor.fetchone()[0])
