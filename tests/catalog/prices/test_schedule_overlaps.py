"""Two scheduled prices of one pack never overlap: who schedules the second is told of the first."""

from decimal import Decimal

import pytest

from catalog.prices.schedule import actions
from catalog.prices.schedule.actions import CannotSchedule
from catalog.prices.scheduled import ScheduledPrice
from tests.catalog.prices.scheduling import HOUR, change, schedule
from tests.factories import a_pack, a_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def pack():
    return a_pack(units=90, price="68.00")


@pytest.mark.parametrize(
    ("starts", "ends"), [(1, 3), (0.5, 1.5), (2, 9), (1.5, 2), (0.5, None), (2, None)]
)
def test_an_overlap_is_refused_with_the_others_time(pack, clock, starts, ends):
    schedule(pack, "66.50", clock.at(1), clock.at(3))

    with pytest.raises(CannotSchedule, match=r"already: \$66\.50 from .+ until .+\. Two of one"):
        schedule(pack, "60.00", clock.at(starts), ends and clock.at(ends))

    assert ScheduledPrice.objects.count() == 1


def test_one_that_stays_takes_all_that_comes_after(pack, clock):
    schedule(pack, "66.50", clock.at(1))
    with pytest.raises(CannotSchedule, match="without an end"):
        schedule(pack, "60.00", clock.at(100), clock.at(101))
    schedule(pack, "60.00", clock.at(0.5), clock.at(1))


def test_one_may_begin_where_another_ends_or_was_cancelled(pack, clock):
    actions.cancel(schedule(pack, "66.50", clock.at(1), clock.at(3)), by=a_user())
    schedule(pack, "60.00", clock.at(1), clock.at(2))
    schedule(pack, "61.00", clock.at(2), clock.at(3))
    schedule(a_pack(), "61.00", clock.at(2), clock.at(3))


def test_of_several_packs_none_is_scheduled_where_one_overlaps(pack, clock):
    other = a_pack(pack.dosage, 120, "85.00")
    schedule(pack, "66.50", clock.at(1), clock.at(3))

    with pytest.raises(CannotSchedule) as refused:
        actions.schedule(
            {other.pk: Decimal("80.00"), pack.pk: Decimal("60.00")},
            starts_at=clock.at(2),
            ends_at=clock.at(2) + HOUR,
            by=a_user(),
            why="",
            now=clock.at(0),
        )

    assert list(refused.value.problems) == [pack.pk]
    assert not other.scheduled_prices.exists()


def test_one_that_waits_is_moved_onto_no_other_but_over_itself(pack, clock):
    one = schedule(pack, "66.50", clock.at(1), clock.at(3))
    schedule(pack, "60.00", clock.at(5), clock.at(7))
    change(one, starts=2, ends=5, clock=clock)
    with pytest.raises(CannotSchedule):
        change(one, starts=2, ends=6, clock=clock)
