"""What the worker does about scheduled prices: all that is due of one medicine, at one moment.

Shoppers never see half of what was scheduled together. A pack whose price cannot be set is passed
over, and tried again later: it keeps no other waiting.
"""

import logging
from collections.abc import Collection
from datetime import datetime
from decimal import Decimal
from itertools import groupby
from operator import attrgetter

from django.db import OperationalError, transaction

from catalog.models import Product
from catalog.prices.actions import PriceToSet, set_prices
from catalog.prices.how import How
from catalog.prices.schedule.actions import locked_price, price_given_back
from catalog.prices.schedule.rules import (
    Deed,
    ScheduleState,
    check_move,
    state_once_started,
    wait_after,
)
from catalog.prices.scheduled import LONGEST_PROBLEM, WHAT_BECAME_OF_IT, ScheduledPrice

log = logging.getLogger(__name__)


@transaction.atomic
def apply_next_scheduled(now: datetime) -> bool:
    """Start and end all that is due of the medicine that is due first; whether there was any.

    A medicine at which somebody is at work waits for the next turn, and no other for it.
    """
    if not ScheduledPrice.objects.due(now).exists():
        return False
    medicine = _next_medicine(now)
    if medicine is None:
        return False
    # As it stands now that nobody else is at it: another worker may have been quicker.
    due = ScheduledPrice.objects.due(now).filter(pack__parent=medicine)
    rows = list(due.select_related("pack").select_for_update(no_key=True, of=["self"]))
    for _pack, of_pack in groupby(sorted(rows, key=attrgetter("pack_id")), attrgetter("pack_id")):
        _try(list(of_pack), now)
    return True


def _next_medicine(now: datetime) -> Product | None:
    """The medicine of what is due first, locked; those that others have locked are left out.

    It is the medicine that is locked, not the row: of two that follow each other the second is
    not to start while another worker ends the first.
    """
    due = ScheduledPrice.objects.due(now).order_by().values("pk")
    medicines = Product.objects.medicines().filter(children__scheduled_prices__in=due)
    first = medicines.order_by("children__scheduled_prices__due_at", "pk").only("pk")
    return first.select_for_update(skip_locked=True, no_key=True, of=["self"]).first()


def _try(of_pack: Collection[ScheduledPrice], now: datetime) -> None:
    """All that is due of one pack, or nothing of it."""
    try:
        with transaction.atomic():
            _apply(of_pack, now)
    except OperationalError:
        raise  # the database is away: that is no row's fault
    except Exception as error:
        _put_off(of_pack, reason_of(error), now)


def _apply(of_pack: Collection[ScheduledPrice], now: datetime) -> None:
    """In the order of time; the price is written once, as the last of them leaves it.

    What it was between two of them was never asked, so that the record has no word of it.
    """
    [pack_id] = {one.pack_id for one in of_pack}
    seen = price = locked_price(pack_id)
    why = ""
    for one in of_pack:
        after = DEEDS[one.times.due(now)](one, price, now)
        why = why if after == price else one.why
        price = after
    if price != seen:
        set_prices([PriceToSet(pack_id, seen, price)], how=How.SCHEDULE, why=why)
    for one in of_pack:
        one.save(update_fields=WHAT_BECAME_OF_IT)


def _start(one: ScheduledPrice, price: Decimal, now: datetime) -> Decimal:
    if one.is_of_another_size:
        log.warning("Scheduled price %s never ran: its pack was made another size.", one.pk)
        _move(one, ScheduleState.ENDED)
        return price
    one.price_before, one.started_at = price, now
    _move(one, state_once_started(one.ends_at))
    return one.price


def _miss(one: ScheduledPrice, price: Decimal, now: datetime) -> Decimal:
    log.warning("Scheduled price %s never ran: its time had passed by %s.", one.pk, now)
    problem = one.problem
    _move(one, ScheduleState.ENDED)
    one.problem = problem
    return price


def _end(one: ScheduledPrice, price: Decimal, now: datetime) -> Decimal:
    _move(one, ScheduleState.ENDED)
    return price_given_back(one, price)


# What a pack costs after each.
DEEDS = {Deed.START: _start, Deed.MISS: _miss, Deed.END: _end}


def _move(one: ScheduledPrice, state: ScheduleState) -> None:
    check_move(one.state, state)
    one.state = state
    one.forget_tries()


def _put_off(of_pack: Collection[ScheduledPrice], problem: str, now: datetime) -> None:
    """In the database they are as they were: what was tried of them has been undone."""
    numbers = [one.pk for one in of_pack]
    rows = ScheduledPrice.objects.filter(pk__in=numbers)
    tries = max(rows.values_list("tries", flat=True)) + 1
    again = now + wait_after(tries)
    rows.update(tries=tries, next_try_at=again, problem=problem[:LONGEST_PROBLEM])
    log.error("Scheduled prices %s could not be set, try %s: %s.", numbers, tries, problem)


def reason_of(error: Exception) -> str:
    """What went wrong, by its kind and the database's rule: neither says anything of a person."""
    rule = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
    kind = type(error).__name__
    return f"{kind}: {rule}" if rule else kind
