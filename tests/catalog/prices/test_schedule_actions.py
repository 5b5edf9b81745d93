"""Staff schedule prices, change and cancel them; the worker starts and ends each in its time."""

import logging
from decimal import Decimal

import pytest

from catalog.models import Product
from catalog.prices.how import How
from catalog.prices.schedule import actions
from catalog.prices.schedule.rules import Cancelled, IllegalMove
from catalog.prices.scheduled import ScheduledPrice
from pharmacy.history.models import EVENTS
from tests.catalog.prices.scheduling import (
    Clock,
    change,
    price_of,
    recorded,
    schedule,
    set_price,
    worker_comes,
)
from tests.factories import a_pack, a_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def pack():
    return a_pack(units=90, price="68.00")


def state_of(one) -> str:
    one.refresh_from_db()
    return one.state


def test_a_price_comes_and_goes_in_its_time(pack, clock):
    one = schedule(pack, "66.50", clock.at(1), clock.at(3), why="Week of the back")

    assert worker_comes(clock.at(0.9)) == 0
    assert price_of(pack) == "68.00"
    assert worker_comes(clock.at(1)) == 1
    assert (price_of(pack), state_of(one)) == ("66.50", "running")
    assert (one.price_before, one.started_at) == (Decimal("68.00"), clock.at(1))
    assert worker_comes(clock.at(2.9)) == 0
    assert worker_comes(clock.at(3)) == 1
    assert (price_of(pack), state_of(one)) == ("68.00", "ended")
    assert worker_comes(clock.at(9)) == 0


def test_the_record_of_prices_says_that_it_was_the_schedule_and_why(pack, clock):
    schedule(pack, "66.50", clock.at(1), clock.at(3), why="Week of the back")
    recorded(pack)
    worker_comes(clock.at(1))
    recorded(pack)
    worker_comes(clock.at(3))

    assert recorded(pack)[1:] == [
        ("66.50", How.SCHEDULE, "Week of the back"),
        ("68.00", How.SCHEDULE, "Week of the back"),
    ]


def test_the_history_has_every_step_and_who(pack, clock):
    person = a_user()
    one = schedule(pack, "66.50", clock.at(1), clock.at(3), by=person)
    worker_comes(clock.at(1))
    actions.cancel(one, by=person)

    events = EVENTS["scheduledprice"].objects.filter(id=one.pk).order_by("pgh_id")
    assert [event.state for event in events] == ["waiting", "running", "cancelled"]
    last = events.last()
    assert (last.price, last.price_before) == (Decimal("66.50"), Decimal("68.00"))
    assert (last.by_id, last.cancelled_by_id, last.pack_id) == (person.pk, person.pk, pack.pk)


def test_a_price_without_an_end_stays_and_is_over_once_it_is_set(pack, clock):
    one = schedule(pack, "66.50", clock.at(1))
    worker_comes(clock.at(1))

    assert (price_of(pack), state_of(one)) == ("66.50", "ended")
    assert worker_comes(clock.at(9999)) == 0
    schedule(pack, "64.00", clock.at(2))  # nothing is in its way


def test_after_a_downtime_what_has_its_end_ahead_starts_late(pack, clock):
    one = schedule(pack, "66.50", clock.at(1), clock.at(9))
    worker_comes(clock.at(5))
    assert (price_of(pack), state_of(one), one.started_at) == ("66.50", "running", clock.at(5))


def test_after_a_downtime_what_is_over_by_then_never_changes_the_price(pack, clock, caplog):
    one = schedule(pack, "66.50", clock.at(1), clock.at(3))
    before = recorded(pack)

    with caplog.at_level(logging.WARNING):
        assert worker_comes(clock.at(3)) == 1

    assert (price_of(pack), state_of(one), one.price_before) == ("68.00", "ended", None)
    assert one.never_ran
    assert "never ran" in caplog.text
    assert recorded(pack) == before


def test_after_a_downtime_one_is_ended_before_the_next_starts(pack, clock):
    first = schedule(pack, "66.50", clock.at(1), clock.at(3))
    second = schedule(pack, "60.00", clock.at(3), clock.at(9))
    worker_comes(clock.at(1))

    worker_comes(clock.at(5))

    assert (state_of(first), state_of(second), price_of(pack)) == ("ended", "running", "60.00")
    assert second.price_before == Decimal("68.00")
    worker_comes(clock.at(9))
    assert price_of(pack) == "68.00"


def test_a_price_somebody_set_meanwhile_stays(pack, clock):
    schedule(pack, "66.50", clock.at(1), clock.at(3))
    worker_comes(clock.at(1))
    set_price(pack, "67.00")
    worker_comes(clock.at(3))
    assert price_of(pack) == "67.00"


def test_a_price_somebody_set_before_the_start_is_what_it_returns_to(pack, clock):
    schedule(pack, "66.50", clock.at(1), clock.at(3))
    set_price(pack, "70.00")
    worker_comes(clock.at(1))
    assert price_of(pack) == "66.50"
    worker_comes(clock.at(3))
    assert price_of(pack) == "70.00"


def test_a_pack_off_sale_is_changed_too(pack, clock):
    Product.objects.filter(pk=pack.pk).update(is_public=False)
    schedule(pack, "66.50", clock.at(1))
    worker_comes(clock.at(1))
    assert price_of(pack) == "66.50"


def test_packs_of_many_medicines_are_done_one_a_turn(clock):
    packs = [a_pack() for _ in range(3)]
    for pack in packs:
        schedule(pack, "50.00", clock.at(1))
    assert worker_comes(clock.at(1)) == 3
    assert {price_of(pack) for pack in packs} == {"50.00"}


# --- Changing one that waits, and cancelling -----------------------------------------------------


def test_one_that_waits_is_changed(pack, clock):
    one = schedule(pack, "66.50", clock.at(1), clock.at(3))

    change(one, clock=clock)

    assert worker_comes(clock.at(1)) == 0
    worker_comes(clock.at(2))
    assert price_of(pack) == "64.00"


def test_one_that_runs_is_not_changed_any_more(pack, clock):
    one = schedule(pack, "66.50", clock.at(1), clock.at(3))
    worker_comes(clock.at(1))
    with pytest.raises(IllegalMove, match="does not wait any more"):
        change(one, clock=clock)
    assert price_of(pack) == "66.50"


def test_one_that_a_colleague_changed_meanwhile_is_looked_at_again(pack, clock):
    one = schedule(pack, "66.50", clock.at(1), clock.at(3))
    opened = ScheduledPrice.objects.get()
    change(one, price="64.00", clock=clock)

    with pytest.raises(IllegalMove, match="Somebody has changed it meanwhile"):
        actions.reschedule(
            opened,
            price=Decimal("60.00"),
            starts_at=clock.at(5),
            ends_at=None,
            by=a_user(),
            why="",
        )

    one.refresh_from_db()
    assert (one.price, one.starts_at) == (Decimal("64.00"), clock.at(2))


def test_one_that_waits_and_is_cancelled_never_comes(pack, clock):
    one, person = schedule(pack, "66.50", clock.at(1), clock.at(3)), a_user()

    assert actions.cancel(one, by=person) is Cancelled.NEVER_STARTS

    assert worker_comes(clock.at(2)) == 0
    assert (state_of(one), one.cancelled_by, price_of(pack)) == ("cancelled", person, "68.00")


def test_one_that_runs_and_is_cancelled_gives_the_price_back(pack, clock):
    one = schedule(pack, "66.50", clock.at(1), clock.at(3), why="Week of the back")
    worker_comes(clock.at(1))
    recorded(pack)

    assert actions.cancel(one, by=a_user()) is Cancelled.RETURNED

    assert recorded(pack)[-1] == ("68.00", How.SCHEDULE, "Week of the back")
    set_price(pack, "66.50")
    assert worker_comes(clock.at(3)) == 0
    assert price_of(pack) == "66.50"


def test_one_that_is_cancelled_leaves_what_somebody_set_meanwhile(pack, clock):
    one = schedule(pack, "66.50", clock.at(1), clock.at(3))
    worker_comes(clock.at(1))
    set_price(pack, "67.00")
    assert actions.cancel(one, by=a_user()) is Cancelled.KEPT
    assert price_of(pack) == "67.00"


def test_what_is_over_is_not_cancelled(pack, clock):
    one = schedule(pack, "66.50", clock.at(1), clock.at(3))
    actions.cancel(one, by=a_user())
    with pytest.raises(IllegalMove):
        actions.cancel(one, by=a_user())


def resized(pack, units: int) -> None:
    Product.objects.filter(pk=pack.pk).update(units=units)


def test_a_pack_made_another_size_never_gets_the_price_of_its_old_one(clock, pack):
    one = schedule(pack, "66.50", clock.at(1), clock.at(2))
    resized(pack, 95)

    worker_comes(clock.at(1))

    one.refresh_from_db()
    assert (one.state, one.started_at) == ("ended", None)
    assert price_of(pack) == "68.00"


def test_nor_does_the_price_before_come_back_to_it(clock, pack):
    one = schedule(pack, "66.50", clock.at(1), clock.at(2))
    worker_comes(clock.at(1))
    resized(pack, 95)

    worker_comes(clock.at(2))

    one.refresh_from_db()
    assert one.state == "ended"
    assert price_of(pack) == "66.50"
