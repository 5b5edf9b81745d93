"""Prices of the past, and reductions announced of today's, in the words of the shop."""

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from catalog.partner.models import PriceFrom
from catalog.reductions.actions import announce
from catalog.reductions.models import Reduction
from tests.catalog.test_constraints import check_deferred_constraints
from tests.factories import a_user


def was_asked(pack, price: str, *, days_ago: float, **other) -> None:
    """A row the database has written so many days ago; `other` is what the pack was not like."""
    as_today = {"strength": pack.dosage.label, "units": pack.units, "on_sale": True}
    since = timezone.now() - timedelta(days=days_ago)
    PriceFrom.objects.create(pack=pack, price=Decimal(price), since=since, **as_today | other)


def as_if_saved() -> None:
    """What the database records when a transaction ends, it records now."""
    check_deferred_constraints()


def lowered(pack, *, before: str, days_ago: float = 40):
    """A pack whose price is lower, from now on, than it was for so many days."""
    was_asked(pack, before, days_ago=days_ago)
    as_if_saved()
    return pack


def reduced(pack, *, before: str = "72.00", by=None) -> Reduction:
    """A pack whose price was lowered now, and announced until tomorrow."""
    lowered(pack, before=before)
    now = timezone.now()
    announce(
        pack.parent,
        [pack.pk],
        begins_at=now,
        ends_at=now + timedelta(days=1),
        by=by or a_user(),
        now=now,
    )
    return pack.reductions.get()
