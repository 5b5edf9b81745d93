"""Importing a table of interactions: one transaction, all of it or nothing."""

from django.db import connection, transaction

from catalog.substances.importing.plans import FIELDS, Plan, planned
from catalog.substances.importing.table import Entry, rows_of, table_of
from catalog.substances.models import Interaction, Substance


def import_interactions(text: str, *, dry_run: bool = False) -> Plan:
    """Add and change what a table says; pairs that are not in it stay. What was done.

    Unknown substances are added. `dry_run` only tells. Raises TableRefused: nothing is changed.
    """
    rows = rows_of(text)
    with transaction.atomic():
        _let_nobody_else_write()
        plan = planned(rows, _names(), _entries())
        if not dry_run:
            _save(plan)
    return plan


def exported() -> str:
    """Every interaction as a table that can be imported again."""
    return table_of(_entries())


def _let_nobody_else_write() -> None:
    """Until the transaction ends: two imports at once would add the same pair or substance."""
    with connection.cursor() as cursor:
        for model in (Substance, Interaction):
            table = connection.ops.quote_name(model._meta.db_table)
            cursor.execute(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE")


def _names() -> dict[str, str]:
    """The shop's name of each substance and group by every name it has."""
    return {name: one.name for name, one in Substance.objects.by_every_name().items()}


def _entries() -> list[Entry]:
    """By name."""
    pairs = Interaction.objects.select_related("a", "b")
    return sorted(map(_entry, pairs), key=lambda entry: entry.pair)


def _entry(one: Interaction) -> Entry:
    a, b = sorted([one.a.name, one.b.name])
    return Entry(a, b, one.severity, one.advice, one.source, one.reviewed_by)


def _save(plan: Plan) -> None:
    Substance.objects.bulk_create(Substance(name=name) for name in plan.substances)
    ids = dict(Substance.objects.values_list("name", "pk"))
    Interaction.objects.bulk_create(
        (_interaction(entry, ids) for entry in plan.to_save),
        update_conflicts=True,
        unique_fields=["a", "b"],
        update_fields=list(FIELDS),
    )


def _interaction(entry: Entry, ids: dict[str, int]) -> Interaction:
    a_id, b_id = sorted([ids[entry.a], ids[entry.b]])
    return Interaction(
        a_id=a_id,
        b_id=b_id,
        severity=entry.severity,
        advice=entry.advice,
        source=entry.source,
        reviewed_by=entry.reviewed_by,
    )
