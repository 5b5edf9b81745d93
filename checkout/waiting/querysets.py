"""Who waits, and for what has come back."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from catalog.models import Product

# Whoever asked so long ago has found another way.
KEPT_FOR = timedelta(days=180)
LONGEST_WAIT = timedelta(hours=6)
# No try is put off for so long: what says so is of a clock that was wrong once.
TOO_FAR = 2 * LONGEST_WAIT


class WaitingQuerySet(QuerySet):
    def due(self, now: datetime):
        """Those who can be told now, who waited longest first."""
        is_time = Q(next_at__lte=now) | Q(next_at__gt=now + TOO_FAR)
        return self.filter(is_time, _can_be_bought()).order_by("next_at", "pk")

    def too_long(self, now: datetime):
        """Those whose address is kept no longer."""
        return self.filter(asked_at__lt=now - KEPT_FOR)

    def of(self, email: str):
        """Everything this address waits for, in any spelling of case."""
        return self.filter(email__iexact=email)


def can_be_bought(dosage_id: int) -> bool:
    """Whether a shopper can buy a pack of this dosage now."""
    return _packs_there().filter(dosage=dosage_id).exists()


def _can_be_bought() -> Exists:
    return Exists(_packs_there().filter(dosage=OuterRef("dosage_id")))


def _packs_there():
    packs = Product.objects.packs().buyable()
    return packs.filter(parent__in=Product.objects.published())
