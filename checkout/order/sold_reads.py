"""How much of what was ordered, for those who buy it in."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import F, Sum
from django.db.models.functions import Coalesce

from checkout.order.models import Line
from checkout.order.states import DEAD


def units_sold(dosage_ids: Collection[int], since: datetime) -> dict[int, int]:
    """Units ordered since a moment, by dosage; once somebody has decided, those approved.

    What came to nothing is no sale.
    """
    lines = Line.objects.filter(dosage__in=dosage_ids, order__date_placed__gte=since)
    units = F("units") * Coalesce("approved_quantity", "quantity")
    sold = lines.exclude(order__status__in=DEAD).order_by().values("dosage")
    return dict(sold.annotate(sold=Sum(units)).values_list("dosage", "sold"))
