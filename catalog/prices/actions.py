"""Changing the prices of any packs: all of them or none, and none that somebody has moved since."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from django.db import connection, transaction
from django.db.models import Q

from catalog.models import Dosage, Product
from catalog.prices.how import How, noted


@dataclass(frozen=True, slots=True)
class PriceToSet:
    """A pack's new price, and the one whoever sets it had before the eyes."""

    pack_id: int
    seen: Decimal
    price: Decimal


class PricesMoved(Exception):
    """Somebody has changed some of the prices since they were seen; nothing was changed."""

    def __init__(self, pack_ids: Collection[int]) -> None:
        super().__init__(f"{len(pack_ids)} prices have changed meanwhile.")
        self.pack_ids = pack_ids


# One statement for any number: https://www.postgresql.org/docs/current/sql-update.html, FROM.
SET = """
UPDATE partner_stockrecord AS kept SET price = wanted.price, date_updated = now()
FROM unnest(%s::bigint[], %s::numeric[], %s::numeric[]) AS wanted (pack, seen, price)
WHERE kept.product_id = wanted.pack AND kept.price = wanted.seen
RETURNING kept.product_id
"""


@transaction.atomic
def set_prices(wanted: Collection[PriceToSet], *, how: How, why: str = "") -> None:
    """Set them all in one statement, recorded as changed so and for this reason.

    At most one price a pack. Raises PricesMoved, also for a pack that is gone.
    """
    if not wanted:
        return
    lock_medicines_of([one.pack_id for one in wanted])
    columns = [[getattr(one, name) for one in wanted] for name in ("pack_id", "seen", "price")]
    with noted(how, why), connection.cursor() as cursor:
        cursor.execute(SET, columns)
        done = {pack_id for (pack_id,) in cursor.fetchall()}
    if moved := {one.pack_id for one in wanted} - done:
        raise PricesMoved(moved)


def lock_medicines_of(pack_ids: Collection[int], dosage_ids: Collection[int] = ()) -> None:
    """Make others who change these packs' and dosages' medicines wait until the transaction ends.

    In one order, so that two who want some of the same never wait for each other.
    """
    of_packs = Product.objects.filter(pk__in=list(pack_ids)).values("parent_id")
    of_dosages = Dosage.objects.filter(pk__in=list(dosage_ids)).values("medicine_id")
    medicines = Product.objects.medicines().filter(Q(pk__in=of_packs) | Q(pk__in=of_dosages))
    medicines = medicines.order_by("pk").select_for_update(no_key=True)
    list(medicines.values_list("pk"))
