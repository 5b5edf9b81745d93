"""Who waits, and for what has come back."""

from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef, QuerySet

from catalog.models import Product
from catalog.partner.models import StockRecord

# Whoever asked so long ago has found another way.
KEPT_FOR = timedelta(days=180)


class WaitingQuerySet(QuerySet):
    def due(self, now: datetime):
        """Those who can be told now, who waited longest first."""
        return self.filter(_can_be_bought(), next_at__lte=now).order_by("next_at", "pk")

    def too_long(self, now: datetime):
        """Those whose address is kept no longer."""
        return self.filter(asked_at__lt=now - KEPT_FOR)

    def of(self, email: str):
        """Everything this address waits for, in any spelling of case."""
        return self.filter(email__iexact=email)


def can_be_bought(dosage_id: int) -> bool:
    """Whether a shopper can buy a pack of this dosage now."""
    return _packs_there().filter(product__dosage_id=dosage_id).exists()


def _can_be_bought() -> Exists:
    return Exists(_packs_there().filter(product__dosage_id=OuterRef("dosage_id")))


def _packs_there():
    return (
        StockRecord.objects.on_sale()
        .with_pool()
        .for_sale()
        .filter(product__units__lte=F("units_free"))
        .filter(product__parent__in=Product.objects.published())
    )
