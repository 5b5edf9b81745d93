"""Every read of announced reductions worth a name."""

from datetime import datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject

from catalog.partner.models import PriceFrom


class ReductionQuerySet(QuerySet):
    """Reductions of any packs."""

    def running(self, now: datetime):
        return self.filter(begins_at__lte=now, ends_at__gt=now)

    def overlapping(self, begins_at: datetime, ends_at: datetime):
        return self.filter(begins_at__lt=ends_at, ends_at__gt=begins_at)

    def newest_first(self):
        return self.order_by("-begins_at", "-pk")

    def as_announced(self):
        """Of the medicine of an outer query: each as {pack, begins_at, history}."""
        announced = JSONObject(
            pack="pack_id", begins_at="begins_at", history=PriceFrom.objects.as_history("pack_id")
        )
        of_the_medicine = self.filter(pack__parent=OuterRef("pk")).order_by("pk")
        return ArraySubquery(of_the_medicine.values(announced=announced))
