"""Every read of lots worth a name."""

from collections.abc import Iterable
from datetime import date
from typing import Self

from django.db.models import F, Q, QuerySet

from catalog.lots.allocating import ShelfLot


class LotQuerySet(QuerySet):
    """Lots of any dosages."""

    def in_the_pool(self) -> Self:
        """What the pool counts."""
        return self.filter(withdrawn_at__isnull=True)

    def taken_off(self):
        """What was withdrawn and has units, to be taken off the shelf."""
        return self.filter(withdrawn_at__isnull=False, units__gt=0).order_by("-withdrawn_at", "-pk")

    def may_come_back(self, today: date):
        """What could be counted again, had its withdrawal been a slip."""
        return self.taken_off().filter(Q(expires_on__isnull=True) | Q(expires_on__gt=today))

    def usable(self, today: date):
        """What may be given out today, by the shop's clock."""
        return self.in_the_pool().filter(Q(expires_on__isnull=True) | Q(expires_on__gt=today))

    def expired(self, today: date):
        """What has to be withdrawn, the longest expired first."""
        return self.in_the_pool().filter(expires_on__lte=today).order_by("expires_on", "pk")

    def first_expired_first(self):
        return self.order_by(F("expires_on").asc(nulls_first=True), "pk")

    def on_the_shelf(self, dosage_ids: Iterable[int], today: date) -> list[ShelfLot]:
        """The usable lots of some dosages that have units, as values."""
        lots = self.usable(today).filter(dosage__in=dosage_ids, units__gt=0)
        rows = lots.first_expired_first()
        return [
            ShelfLot(*row)
            for row in rows.values_list("pk", "dosage_id", "number", "expires_on", "units")
        ]
