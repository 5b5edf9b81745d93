"""Any schedules, hand-made prices, downtimes and visits of the worker, against a short retelling.

The retelling knows one rule: the price is that of the last thing that happened to it. What somebody
sets while a scheduled price runs stays, and was asked about: that one is nobody's to build on
unseen.
"""

from dataclasses import dataclass, field
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.prices.rules import DosagePrices, Kind, PricedPack, Terms, price_notes
from catalog.prices.schedule import actions
from catalog.prices.schedule.actions import CannotSchedule
from catalog.prices.schedule.rules import IllegalMove
from catalog.prices.scheduled import ScheduledPrice
from catalog.units import UnitWords
from tests.catalog.prices.scheduling import Clock, price_of, schedule, set_price, worker_comes
from tests.factories import a_pack, a_user

pytestmark = pytest.mark.django_db
LAST_HOUR = 30
HOURS = st.integers(1, LAST_HOUR)
PRICES = st.integers(20, 26).map(Decimal)
STEPS = st.one_of(
    st.tuples(st.just("schedule"), PRICES, HOURS, st.one_of(st.none(), st.integers(1, 8))),
    st.tuples(st.just("by hand"), PRICES),
    st.tuples(st.just("by percent"), st.sampled_from([-10, 10, 25])),
    st.tuples(st.just("worker comes"), st.integers(0, 6)),
    st.tuples(st.just("cancel"), st.integers(0, 5)),
    st.tuples(st.just("move"), st.integers(0, 5), HOURS, st.integers(1, 8)),
)


@dataclass
class Told:
    """One scheduled price as the retelling knows it; `before` is set while it runs."""

    price: Decimal
    starts: int
    ends: int | None
    state: str = "waiting"
    before: Decimal | None = None
    stayed: bool = False


@dataclass
class Story:
    """What should have become of one pack by an hour."""

    price: Decimal = Decimal(68)
    hour: int = 0
    told: list[Told] = field(default_factory=list)

    def overlaps(self, starts, ends, but=None):
        end = LAST_HOUR * 9 if ends is None else ends
        return any(
            one.starts < end and starts < (LAST_HOUR * 9 if one.ends is None else one.ends)
            for one in self.told
            if one is not but and one.state in ("waiting", "running")
        )

    def worker_comes(self):
        events = sorted(
            (hour, is_start, number)
            for number, one in enumerate(self.told)
            for hour, is_start in ((one.ends, False), (one.starts, True))
            if hour is not None and hour <= self.hour
        )
        for hour, is_start, number in events:
            self._happen(self.told[number], hour, is_start)

    def _happen(self, one, hour, is_start):
        if is_start and one.state == "waiting":
            if one.ends is not None and one.ends <= self.hour:
                one.state = "ended"
                return
            one.before, self.price = self.price, one.price
            one.state = "ended" if one.ends is None else "running"
        elif not is_start and one.state == "running":
            self.is_over(one)
            one.state = "ended"

    def is_over(self, one):
        one.stayed = self.price != one.price
        self.price = self.price if one.stayed else one.before

    def asks(self, price) -> bool:
        """Whether who sets this price changes what becomes of one that runs."""
        return any(
            (self.price == one.price) != (price == one.price)
            for one in self.told
            if one.state == "running"
        )


class Pack:
    """The same at the shop."""

    def __init__(self):
        self.pack, self.clock, self.person = a_pack(price="68.00"), Clock(), a_user()
        self.rows = []

    def moment(self, hour):
        return None if hour is None else self.clock.at(hour)

    def schedule(self, price, starts, ends):
        moments = (self.moment(starts), self.moment(ends))
        self.rows.append(schedule(self.pack, str(price), *moments, by=self.person))

    def outcomes(self):
        return [(row.state, row.price_stayed) for row in ScheduledPrice.objects.order_by("pk")]

    def asks(self, before, after) -> bool:
        """Whether staff are asked about a scheduled price before this one is saved."""
        ahead = ScheduledPrice.objects.filter(pack=self.pack).ahead_by_pack()
        tables = (
            DosagePrices([PricedPack(1, 60, price, True, ahead.get(self.pack.pk, ()))])
            for price in (before, after)
        )
        notes = price_notes(*tables, Terms(UnitWords.of("pill"), 20))
        return any(note.is_asked for note in notes if note.kind is Kind.SCHEDULED)


def step(story: Story, shop: Pack, kind: str, *values) -> None:
    if kind == "schedule":
        price, starts, lasts = values
        ends = None if lasts is None else starts + lasts
        if story.overlaps(starts, ends):
            with pytest.raises(CannotSchedule):
                shop.schedule(price, starts, ends)
        else:
            shop.schedule(price, starts, ends)
            story.told.append(Told(price, starts, ends))
    elif kind.startswith("by "):
        typed = values[0] if kind == "by hand" else story.price * (100 + values[0]) / 100
        price = Decimal(typed).quantize(Decimal("0.01"))
        assert shop.asks(story.price, price) == story.asks(price)
        story.price = price
        set_price(shop.pack, str(price))
    elif kind == "worker comes":
        story.hour += values[0]
        story.worker_comes()
        worker_comes(shop.clock.at(story.hour))
    elif values[0] < len(story.told):
        (cancel if kind == "cancel" else move)(story, shop, *values)


def cancel(story: Story, shop: Pack, number: int) -> None:
    one, row = story.told[number], shop.rows[number]
    if one.state in ("ended", "cancelled"):
        with pytest.raises(IllegalMove):
            actions.cancel(row, by=shop.person)
        return
    if one.state == "running":
        story.is_over(one)
    one.state = "cancelled"
    actions.cancel(row, by=shop.person)


def move(story: Story, shop: Pack, number: int, starts: int, lasts: int) -> None:
    one, row = story.told[number], shop.rows[number]
    row.refresh_from_db()

    def moved():
        actions.reschedule(
            row,
            price=row.price,
            starts_at=shop.moment(starts),
            ends_at=shop.moment(starts + lasts),
            by=shop.person,
            why="",
        )

    if one.state != "waiting":
        with pytest.raises(IllegalMove):
            moved()
    elif story.overlaps(starts, starts + lasts, but=one):
        with pytest.raises(CannotSchedule):
            moved()
    else:
        moved()
        one.starts, one.ends = starts, starts + lasts


@settings(max_examples=150)
@given(st.lists(STEPS, max_size=25))
def test_the_price_is_that_of_the_last_thing_that_happened(steps):
    with transaction.atomic():
        story, shop = Story(), Pack()
        for kind, *values in steps:
            step(story, shop, kind, *values)
            assert price_of(shop.pack) == f"{story.price:.2f}"
            assert shop.outcomes() == [(one.state, one.stayed) for one in story.told]
            assert [state for state, _stayed in shop.outcomes()].count("running") <= 1
        transaction.set_rollback(True)


@settings(max_examples=60)
@given(st.lists(STEPS, max_size=25))
def test_each_start_and_end_happens_at_most_once(steps):
    with transaction.atomic():
        story, shop = Story(), Pack()
        for kind, *values in steps:
            step(story, shop, kind, *values)
        story.hour = LAST_HOUR * 2
        story.worker_comes()
        turns = worker_comes(shop.clock.at(story.hour))
        assert turns <= 2 * len(story.told)
        assert worker_comes(shop.clock.at(story.hour)) == 0
        assert not ScheduledPrice.objects.open().exists()
        assert price_of(shop.pack) == f"{story.price:.2f}"
        transaction.set_rollback(True)
