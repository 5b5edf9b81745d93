"""What has to add up in a shop at any moment: its pools, its orders, and the sandbox's till."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event

from django.db import connection
from django.db.models import F, IntegerField, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce

from catalog.models import Dosage
from checkout.order.models import Line
from checkout.order.states import DEAD
from checkout.payment.models import PaymentAttempt
from tests.crowd.till import Payment

LOOK_EVERY_SECONDS = 0.02


@dataclass(frozen=True, slots=True)
class Pool:
    """The units of a dosage; `ordered` are those of orders that live."""

    dosage_id: int
    on_hand: int
    reserved: int
    ordered: int


def pools() -> list[Pool]:
    """All of them in one statement, so as they were at one moment."""
    lines = Line.objects.filter(dosage=OuterRef("pk")).exclude(order__status__in=DEAD)
    ordered = lines.order_by().values("dosage").annotate(n=Sum(F("units") * F("quantity")))
    rows = Dosage.objects.annotate(
        ordered=Coalesce(Subquery(ordered.values("n"), output_field=IntegerField()), 0)
    )
    return [
        Pool(*row) for row in rows.values_list("pk", "units_on_hand", "units_reserved", "ordered")
    ]


def wrong_pools() -> list[Pool]:
    """Pools that promise more than they have, or other than what was ordered."""
    return [p for p in pools() if p.reserved > p.on_hand or p.reserved != p.ordered]


@contextmanager
def pools_watched() -> Iterator[list[Pool]]:
    """While the block runs, wrong pools are collected again and again. Empty is good."""
    wrong, over = [], Event()

    def watch() -> None:
        try:
            while not over.wait(LOOK_EVERY_SECONDS):
                wrong.extend(wrong_pools())
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        watching = pool.submit(watch)
        try:
            yield wrong
        finally:
            over.set()
    watching.result()


def check_till(payments: list[Payment]) -> None:
    """Every payment page is one attempt's, of its sum; all or nothing is held, nothing charged."""
    attempts = PaymentAttempt.objects.values_list("order__number", "amount")
    assert Counter(attempts) == Counter((p.order, p.asked) for p in payments)
    assert all(payment.held in (0, payment.asked) for payment in payments)
    assert not any(payment.charged for payment in payments)


def deadlocks() -> int:
    """How many PostgreSQL has broken up in this database so far."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
        (number,) = cursor.fetchone()
    return int(number)
