"""What staff do about prices that are to come: schedule some, change one that waits, cancel one.

Whoever writes holds the medicine's lock, as who changes its prices does.
"""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from catalog.models import Product
from catalog.partner.models import StockRecord
from catalog.prices.actions import PriceToSet, lock_medicines_of, set_prices
from catalog.prices.how import How
from catalog.prices.schedule.querysets import ScheduledPriceQuerySet
from catalog.prices.schedule.rules import (
    Cancelled,
    IllegalMove,
    ScheduleState,
    check_move,
    price_once_over,
)
from catalog.prices.schedule.words import already_scheduled
from catalog.prices.scheduled import TRIES, WHAT_BECAME_OF_IT, ScheduledPrice

ONE_AT_A_TIME = "pack_has_one_scheduled_price_at_a_time"


class CannotSchedule(Exception):
    """Some packs have another scheduled price then; nothing was written. `problems` by pack id."""

    def __init__(self, problems: Mapping[int, str]) -> None:
        super().__init__(" ".join(problems.values()))
        self.problems = problems


@transaction.atomic
def schedule(
    prices: Mapping[int, Decimal],
    *,
    starts_at: datetime,
    ends_at: datetime | None,
    by: Any,
    why: str,
    now: datetime,
) -> list[ScheduledPrice]:
    """Give packs other prices from a moment on, all of them or none. Raises CannotSchedule."""
    lock_medicines_of(prices)
    units = dict(Product.objects.filter(pk__in=prices).values_list("pk", "units"))
    new = [
        ScheduledPrice(
            pack_id=pack_id,
            price=price,
            units=units[pack_id],
            starts_at=starts_at,
            ends_at=ends_at,
            by=by,
            why=why,
            made_at=now,
        )
        for pack_id, price in prices.items()
    ]
    _refuse_overlaps(ScheduledPrice.objects.all(), prices, starts_at, ends_at)
    with _one_at_a_time(ScheduledPrice.objects.all(), prices, starts_at, ends_at):
        return ScheduledPrice.objects.bulk_create(new)


@transaction.atomic
def reschedule(
    one: ScheduledPrice,
    *,
    price: Decimal,
    starts_at: datetime,
    ends_at: datetime | None,
    by: Any,
    why: str,
) -> None:
    """Another price or time for one that waits, and is still as it is given here.

    Raises IllegalMove, and CannotSchedule.
    """
    seen = one.seen
    one = _locked(one)
    if one.state != ScheduleState.WAITING:
        raise IllegalMove(_("This price does not wait any more: nothing was changed."))
    if one.seen != seen:
        raise IllegalMove(_("Somebody has changed it meanwhile: look at it again."))
    others = ScheduledPrice.objects.exclude(pk=one.pk)
    _refuse_overlaps(others, [one.pack_id], starts_at, ends_at)
    one.price, one.starts_at, one.ends_at, one.by, one.why = price, starts_at, ends_at, by, why
    one.units = one.pack.units
    one.forget_tries()
    with _one_at_a_time(others, [one.pack_id], starts_at, ends_at):
        one.save(update_fields=["price", "units", "starts_at", "ends_at", "by", "why", *TRIES])


@transaction.atomic
def cancel(one: ScheduledPrice, *, by: Any) -> Cancelled:
    """One that waits never comes; one that runs is over now. Raises IllegalMove."""
    one = _locked(one)
    check_move(one.state, ScheduleState.CANCELLED)
    became = Cancelled.NEVER_STARTS
    if one.state == ScheduleState.RUNNING:
        now = locked_price(one.pack_id)
        after = price_given_back(one, now)
        set_prices([PriceToSet(one.pack_id, now, after)], how=How.SCHEDULE, why=one.why)
        became = Cancelled.KEPT if one.price_stayed else Cancelled.RETURNED
    one.state, one.cancelled_by = ScheduleState.CANCELLED, by
    one.forget_tries()
    one.save(update_fields=WHAT_BECAME_OF_IT)
    return became


def price_given_back(one: ScheduledPrice, now: Decimal) -> Decimal:
    """What its pack costs once it is over, and note on it whether that is the price before.

    It is not where somebody has set another meanwhile, or made the pack another size: that was the
    price of another pack.
    """
    one.price_stayed = one.is_of_another_size or now != one.price
    if one.is_of_another_size:
        return now
    return price_once_over(now, one.price, one.price_before)


def locked_price(pack_id: int) -> Decimal:
    """What a pack costs; nobody changes it, by whatever way, until the transaction ends."""
    prices = StockRecord.objects.select_for_update(no_key=True).filter(product=pack_id)
    price: Decimal = prices.values_list("price", flat=True).get()
    return price


def _locked(one: ScheduledPrice) -> ScheduledPrice:
    """As it is now; nothing comes of it or is changed about it until the transaction ends."""
    lock_medicines_of([one.pack_id])
    return ScheduledPrice.objects.select_for_update(no_key=True).get(pk=one.pk)


@contextmanager
def _one_at_a_time(*wanted: Any) -> Iterator[None]:
    """Says in words what the database refuses: somebody has written another without the lock."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if ONE_AT_A_TIME in str(error):
            _refuse_overlaps(*wanted)
        raise


def _refuse_overlaps(
    others: ScheduledPriceQuerySet,
    pack_ids: Collection[int],
    starts_at: datetime,
    ends_at: datetime | None,
) -> None:
    taken = others.open().of_packs(pack_ids).overlapping(starts_at, ends_at).soonest_first()
    if problems := dict(_in_words(taken)):
        raise CannotSchedule(problems)


def _in_words(taken: ScheduledPriceQuerySet) -> Iterator[tuple[int, str]]:
    """Of several that are in the way of one pack, the first."""
    for other in taken.reverse():
        words = _(
            "Scheduled already: %(other)s. Two of one pack may not overlap: choose another time, "
            "or cancel that one."
        )
        yield other.pack_id, words % {"other": already_scheduled(other)}
