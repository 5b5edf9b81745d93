"""Prices that are scheduled, and time that passes, in the words of the shop."""

from datetime import datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from catalog.partner.models import PriceFrom, StockRecord
from catalog.prices.schedule import actions
from catalog.prices.schedule.applying import apply_next_scheduled
from catalog.prices.scheduled import ScheduledPrice
from tests.catalog.reductions.past import as_if_saved
from tests.factories import a_user

HOUR = timedelta(hours=1)


class Clock:
    """Hours from when a test began."""

    def __init__(self) -> None:
        self.begin = timezone.now()

    def at(self, hours: float) -> datetime:
        return self.begin + hours * HOUR


def schedule(pack, price: str, starts_at, ends_at=None, *, by=None, why="") -> ScheduledPrice:
    [one] = actions.schedule(
        {pack.pk: Decimal(price)},
        starts_at=starts_at,
        ends_at=ends_at,
        by=by or a_user(),
        why=why,
        now=timezone.now(),
    )
    return one


def worker_comes(at: datetime) -> int:
    """All that is due is done; how many turns that took."""
    turns = 0
    while apply_next_scheduled(at):
        turns += 1
        assert turns < 100, "The worker finds ever more to do."
    return turns


def price_of(pack) -> str:
    return str(StockRecord.objects.get(product=pack).price)


def set_price(pack, price: str) -> None:
    StockRecord.objects.filter(product=pack).update(price=Decimal(price))


def recorded(pack) -> list[tuple[str, str, str]]:
    """Price, how and why of all the database has recorded."""
    as_if_saved()
    rows = PriceFrom.objects.filter(pack=pack).order_by("since", "pk")
    return [(str(row.price), row.how, row.why) for row in rows]


def change(one, price="64.00", starts=2, ends=4, *, clock, by=None) -> None:
    one.refresh_from_db()
    actions.reschedule(
        one,
        price=Decimal(price),
        starts_at=clock.at(starts),
        ends_at=clock.at(ends),
        by=by or a_user(),
        why="Later",
    )
