"""What the worker does about scheduled prices: one start or end at a time, in the order of time."""

import logging
from datetime import datetime

from django.db import transaction

from catalog.models import Product
from catalog.prices.actions import PriceToSet, set_prices
from catalog.prices.how import How
from catalog.prices.schedule.actions import give_back_price_before, locked_price
from catalog.prices.schedule.rules import Deed, ScheduleState, check_move, state_once_started
from catalog.prices.scheduled import ScheduledPrice

log = logging.getLogger(__name__)


@transaction.atomic
def apply_next_scheduled(now: datetime) -> bool:
    """Start or end the scheduled price that is due first; whether there was any.

    A pack in whose medicine somebody is at work waits for the next turn, and no other for it.
    """
    if not ScheduledPrice.objects.due(now).exists():
        return False
    medicine = _next_medicine(now)
    if medicine is None:
        return False
    # As it stands now that nobody else is at it: another worker may have been quicker.
    due = ScheduledPrice.objects.due(now).filter(pack__parent=medicine)
    one = due.select_for_update(no_key=True, of=["self"]).first()
    if one:
        DEEDS[one.times.due(now)](one, now)
    return True


def _next_medicine(now: datetime) -> Product | None:
    """The medicine of what is due first, locked; those that others have locked are left out.

    It is the medicine that is locked, not the row: of two that follow each other the second is
    not to start while another worker ends the first.
    """
    due = Product.objects.medicines().filter(children__scheduled_prices__due_at__lte=now)
    first = due.order_by("children__scheduled_prices__due_at", "pk").only("pk")
    return first.select_for_update(skip_locked=True, no_key=True, of=["self"]).first()


def _start(one: ScheduledPrice, now: datetime) -> None:
    if one.is_of_another_size:
        log.warning("Scheduled price %s never ran: its pack was made another size.", one.pk)
        _move(one, ScheduleState.ENDED)
        return
    before = locked_price(one.pack_id)
    set_prices([PriceToSet(one.pack_id, before, one.price)], how=How.SCHEDULE, why=one.why)
    one.price_before, one.started_at = before, now
    _move(one, state_once_started(one.ends_at))


def _miss(one: ScheduledPrice, now: datetime) -> None:
    log.warning("Scheduled price %s never ran: its time had passed by %s.", one.pk, now)
    _move(one, ScheduleState.ENDED)


def _end(one: ScheduledPrice, now: datetime) -> None:
    give_back_price_before(one)
    _move(one, ScheduleState.ENDED)


DEEDS = {Deed.START: _start, Deed.MISS: _miss, Deed.END: _end}


def _move(one: ScheduledPrice, state: ScheduleState) -> None:
    check_move(one.state, state)
    one.state = state
    one.save(update_fields=["state", "started_at", "price_before"])
