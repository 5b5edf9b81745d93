"""A pool and its lots, in few words."""

from django.utils import timezone
from django.utils.timezone import localdate

from catalog.lots import actions
from catalog.lots.allocating import Want
from catalog.lots.models import Lot


def pool(dosage):
    """On the shelf, reserved, short."""
    dosage.refresh_from_db()
    return dosage.units_in_lots, dosage.units_reserved, dosage.units_short


def withdraw(lot, because="recalled"):
    because = Lot.Because(because)
    actions.withdraw(lot, because=because, reason="Recall 4", by=None, now=timezone.now())


def take(dosage, units, **values):
    wants = [Want(7, dosage.pk, units)]
    return actions.take(wants, today=localdate(), **values)
