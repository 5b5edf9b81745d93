"""How long a sheet of 50,000 prices takes, and 10,000 prices that are changed by a rule.

`python -m tests.bench.sheets` reads the sheet that waits, as the worker does, and prints what its
process took for it.
"""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from time import perf_counter
from typing import Any

from tests.bench.table import figure

MOST_AT_ONCE, A_MEDICINE, A_DOSAGE = 10_000, 100, 10
READ_GOAL, MEMORY_GOAL, AT_ONCE_GOAL = 60, 300, 10
WRITTEN = ("catalogue_product", "catalogue_dosage", "partner_stockrecord")

# As Django would, but at once.
ADD_PACKS = """
INSERT INTO catalogue_product (
    structure, parent_id, dosage_id, units, slug, is_public, is_demo, is_high_risk,
    is_discountable, priority, title, description, legal_class, headline, summary, introduction,
    generic_name, also_known_as, form, unit, check_note, date_created, date_updated
)
SELECT 'child', dosage.medicine_id, dosage.id, 30 * number, dosage.id || '-' || number,
    TRUE, FALSE, FALSE, TRUE, 0, '', '', '', '', '', '', '', '', '', '', '', now(), now()
FROM catalogue_dosage AS dosage
JOIN catalogue_product AS medicine ON medicine.id = medicine_id AND medicine.title LIKE 'Bench %%'
CROSS JOIN generate_series(1, %s) AS number
ORDER BY dosage.id, number LIMIT %s
"""
PRICE_THEM = """
INSERT INTO partner_stockrecord (
    product_id, partner_id, partner_sku, price_currency, price, date_created, date_updated
)
SELECT pack.id, (SELECT id FROM partner_partner WHERE code = 'shop'), 'pack-' || pack.id, 'USD',
    pack.units / 2.0 - pack.units / 30, now(), now()
FROM catalogue_product AS pack
JOIN catalogue_product AS medicine ON medicine.id = pack.parent_id
    AND medicine.title LIKE 'Bench %%'
"""


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds, and the MB that the reading process had at most."""

    rows: int
    at_once: int
    read: float
    memory: float
    applied: float
    previewed_at_once: float
    applied_at_once: float


def prices_measured(rows: int) -> Measured:
    """On a shop that is given so many packs for this, and keeps them: the last of all measures."""
    from catalog.models import Pack
    from catalog.prices import proposing
    from catalog.prices.rounding import Change, Rule
    from tests.factories import a_user

    at_once = min(rows, MOST_AT_ONCE)
    _fill(rows)
    by, packs = a_user(), Pack.objects.packs().filter(parent__title__startswith="Bench ")
    proposal = _sent(by)
    read, memory = _read_apart()
    assert proposal.prices.count() == rows, "not every row was read as a change"
    _outcome, applied = _timed(lambda: proposing.apply(proposal, why="", now=_now()))
    some = list(packs.order_by("pk").values_list("pk", flat=True)[:at_once])
    proposal = proposing.propose(packs.filter(pk__in=some), by=by, now=_now())
    proposing.choose_rule(proposal, Rule(Change.PERCENT, Decimal(-5)))
    _outcome, previewed = _timed(lambda: _looked_at(proposal))
    changed, applied_at_once = _timed(lambda: proposing.apply(proposal, why="", now=_now()))
    assert changed == at_once, "not every price was changed"
    return Measured(rows, at_once, read, memory, applied, previewed, applied_at_once)


def sentences(seen: Measured) -> str:
    figures = {name: figure(getattr(seen, name)) for name in Measured.__slots__}
    return (
        "An import of {whole} rows: read in {read} s, {memory} MB; applied in {applied} s."
        " The goals are {goal} s and {most} MB.\n\n"
        "{some} prices at once: previewed in {previewed_at_once} s, applied in {applied_at_once} s;"
        " the goal is {goal_at_once} s."
    ).format(
        whole=f"{seen.rows:,}",
        some=f"{seen.at_once:,}",
        goal=READ_GOAL,
        most=MEMORY_GOAL,
        goal_at_once=AT_ONCE_GOAL,
        **figures,
    )


def _fill(packs: int) -> None:
    """Medicines with so many packs in all, as if nobody kept a record of it."""
    from catalog.models import Dosage, Product, ProductClass

    kind = ProductClass.objects.get(slug="medicine")
    with _without_triggers() as cursor:
        medicines = Product.objects.bulk_create(
            Product(
                title=f"Bench {n:04}",
                slug=f"bench-{n}",
                legal_class="POM",
                unit="pill",
                product_class=kind,
            )
            for n in range(-(-packs // A_MEDICINE))
        )
        Dosage.objects.bulk_create(
            Dosage(medicine=medicine, label=f"{n}mg", position=n)
            for medicine in medicines
            for n in range(1, A_MEDICINE // A_DOSAGE + 1)
        )
        cursor.execute(ADD_PACKS, [A_DOSAGE, packs])
        cursor.execute(PRICE_THEM)


@contextmanager
def _without_triggers() -> Iterator[Any]:
    """What they would write for each row takes minutes, and is measured nowhere."""
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        for table in WRITTEN:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield cursor
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in WRITTEN:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
            cursor.execute(f"ANALYZE {table}")


def _sent(by: Any) -> Any:
    """An exported sheet of them all, each price a cent more."""
    from catalog.models import Pack
    from catalog.prices.sheet_export import packs_to_export, xlsx_file
    from catalog.prices.sheet_reading import propose_by_sheet

    packs = Pack.objects.packs().filter(parent__title__startswith="Bench ")
    rows = ((*row[:3], row[3] + Decimal("0.01"), *row[4:]) for row in packs_to_export(packs))
    content = xlsx_file(rows).read()
    return propose_by_sheet(content, file_name="prices.xlsx", by=by, now=_now())


def _read_apart() -> tuple[float, float]:
    """Seconds and MB."""
    command = [sys.executable, "-m", "tests.bench.sheets"]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    seconds, memory = done.stdout.split()[-2:]
    return float(seconds), float(memory)


def _looked_at(proposal: Any) -> str:
    """What the page does."""
    from catalog.prices import proposing
    from catalog.prices.proposal_reads import outcome_of

    proposing.see_anew(proposal)
    outcome = outcome_of(proposal, sees_costs=True)
    return f"{outcome.changes} {outcome.warnings} {outcome.mean} {outcome.fingerprint}"


def _timed(deed: Callable[[], Any]) -> tuple[Any, float]:
    began = perf_counter()
    done = deed()
    return done, perf_counter() - began


def _now() -> Any:
    from django.utils import timezone

    return timezone.now()


def _read_here() -> None:
    import django

    django.setup()
    from catalog.prices.sheet_reading import read_next_sheet

    _done, seconds = _timed(lambda: read_next_sheet(_now()))
    print(seconds, _peak_mb())


def _peak_mb() -> float:
    """Of this process since it began; the system counts its parent's, too."""
    status = Path("/proc/self/status")
    if not status.exists():
        return getrusage(RUSAGE_SELF).ru_maxrss / 1024**2
    peak = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return int(peak.split()[1]) / 1024


if __name__ == "__main__":
    _read_here()
