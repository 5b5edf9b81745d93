"""Every read of scheduled prices worth a name."""

from collections import Counter, defaultdict
from collections.abc import Collection
from datetime import datetime

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery

from catalog.partner.models import StockRecord
from catalog.prices.schedule.ahead import Ahead
from catalog.prices.schedule.rules import OPEN


class ScheduledPriceQuerySet(QuerySet):
    """Scheduled prices of any packs."""

    def due(self, now: datetime):
        """What is to be done by now, in its order; at one moment an end before a start.

        So what starts then returns to the price before both. Of a pack whose price could not be
        set, nothing until that is tried again.
        """
        held_up = self.model.objects.open().filter(pack=OuterRef("pack"), next_try_at__gt=now)
        # By their names "running" comes before "waiting".
        return self.filter(~Exists(held_up), due_at__lte=now).order_by("due_at", "state", "pk")

    def open(self):
        """Those that wait or run."""
        return self.filter(state__in=OPEN)

    def of_packs(self, pack_ids: Collection[int]):
        return self.filter(pack__in=list(pack_ids))

    def overlapping(self, starts_at: datetime, ends_at: datetime | None):
        """Those that share a moment with this time; `ends_at` None: it has no end."""
        ends_later = Q(ends_at__isnull=True) | Q(ends_at__gt=starts_at)
        begins_before = Q() if ends_at is None else Q(starts_at__lt=ends_at)
        return self.filter(ends_later & begins_before)

    def with_names(self):
        """All that its rows are called by, and `price_now`, the pack's own."""
        own = StockRecord.objects.filter(product=OuterRef("pack")).values("price")[:1]
        named = self.select_related("pack__parent", "pack__dosage", "by", "cancelled_by")
        return named.annotate(price_now=Subquery(own))

    def soonest_first(self):
        return self.order_by("starts_at", "pk")

    def ahead_by_pack(self) -> dict[int, tuple[Ahead, ...]]:
        """Those that wait or run, by pack, the soonest first; none of a pack of another size."""
        found = defaultdict(list)
        for one in self.open().filter(units=F("pack__units")).soonest_first():
            found[one.pack_id].append(one.ahead)
        return {pack_id: tuple(ahead) for pack_id, ahead in found.items()}

    def counts(self) -> Counter[str]:
        """How many there are of each state."""
        of_states = self.order_by().values("state").annotate(rows=Count("pk"))
        return Counter({row["state"]: row["rows"] for row in of_states})
