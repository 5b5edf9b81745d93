"""Two workers, two people, a worker and a person at one pack at once: each thing happens once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from catalog.actions import lock_medicine
from catalog.prices.schedule import actions, applying
from catalog.prices.schedule.actions import CannotSchedule
from catalog.prices.schedule.applying import apply_next_scheduled
from catalog.prices.schedule.rules import Cancelled, IllegalMove
from catalog.prices.scheduled import ScheduledPrice
from pharmacy.history.models import EVENTS
from tests.catalog.prices.scheduling import Clock, price_of, schedule, set_price, worker_comes
from tests.factories import a_pack, a_user
from tests.meanwhile import over_another_connection, second_waits

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def pack():
    return a_pack(units=90, price="68.00")


def test_while_one_worker_is_at_a_medicine_another_does_what_is_due_over_another_connection(
    pack, clock
):
    other = a_pack()
    schedule(pack, "66.50", clock.at(1), clock.at(3))
    schedule(other, "50.00", clock.at(2))
    with transaction.atomic():
        assert apply_next_scheduled(clock.at(2))
        assert over_another_connection(lambda: apply_next_scheduled(clock.at(2))) is True
        assert over_another_connection(lambda: apply_next_scheduled(clock.at(2))) is False
    assert (price_of(pack), price_of(other)) == ("66.50", "50.00")


def test_while_one_worker_ends_one_another_does_not_start_the_next_of_that_pack(pack, clock):
    schedule(pack, "66.50", clock.at(1), clock.at(3))
    following = schedule(pack, "60.00", clock.at(3), clock.at(9))
    worker_comes(clock.at(1))
    with transaction.atomic():
        assert apply_next_scheduled(clock.at(3))
        assert over_another_connection(lambda: apply_next_scheduled(clock.at(3))) is False
    worker_comes(clock.at(3))
    following.refresh_from_db()
    assert str(following.price_before) == "68.00"


def test_many_workers_at_once_start_and_end_each_once(clock):
    packs = [a_pack() for _ in range(4)]
    for pack in packs:
        schedule(pack, "50.00", clock.at(1), clock.at(2))
        schedule(pack, "40.00", clock.at(2), clock.at(9))
    for hour in (1, 2):
        with ThreadPoolExecutor(4) as pool:
            at = clock.at(hour)
            for one in [pool.submit(work_until_done, at) for _ in range(4)]:
                one.result(60)
    worker_comes(clock.at(2))

    assert {price_of(pack) for pack in packs} == {"40.00"}
    moves = EVENTS["scheduledprice"].objects.filter(pgh_label="update")
    assert moves.count() == 4 * 3


def work_until_done(at):
    try:
        while apply_next_scheduled(at):
            pass
    finally:
        connection.close()


def test_the_worker_leaves_a_medicine_somebody_is_saving_to_the_next_turn(pack, clock):
    one = schedule(pack, "66.50", clock.at(1), clock.at(3))
    with transaction.atomic():
        lock_medicine(pack.parent_id)
        set_price(pack, "70.00")
        assert over_another_connection(lambda: apply_next_scheduled(clock.at(1))) is False
    worker_comes(clock.at(1))
    one.refresh_from_db()
    assert (price_of(pack), str(one.price_before)) == ("66.50", "70.00")


def test_a_price_changed_in_the_database_itself_is_not_lost(pack, clock):
    """By whoever takes no lock of the medicine: it is what the price returns to."""
    schedule(pack, "66.50", clock.at(1), clock.at(3))
    second_waits(lambda: set_price(pack, "70.00"), lambda: apply_next_scheduled(clock.at(1)))
    assert price_of(pack) == "66.50"
    worker_comes(clock.at(3))
    assert price_of(pack) == "70.00"


def test_who_cancels_while_it_starts_gives_the_price_back(pack, clock):
    one, person = schedule(pack, "66.50", clock.at(1), clock.at(3)), a_user()
    said = second_waits(
        lambda: apply_next_scheduled(clock.at(1)), lambda: actions.cancel(one, by=person)
    )
    assert said is Cancelled.RETURNED
    assert price_of(pack) == "68.00"


def test_of_two_who_cancel_at_once_one_is_told(pack, clock):
    one, person = schedule(pack, "66.50", clock.at(1), clock.at(3)), a_user()
    said = second_waits(
        lambda: actions.cancel(one, by=person), lambda: actions.cancel(one, by=person)
    )
    assert isinstance(said, IllegalMove)


def test_of_two_who_schedule_one_pack_at_once_one_is_told_why(pack, clock):
    person = a_user()

    def at(start, price):
        return lambda: schedule(pack, price, clock.at(start), clock.at(start + 2), by=person)

    said = second_waits(at(1, "66.50"), at(2, "60.00"))

    assert isinstance(said, CannotSchedule)
    assert "$66.50" in said.problems[pack.pk]


def test_who_schedules_waits_for_who_is_at_the_medicine(pack, clock):
    person = a_user()
    said = second_waits(
        lambda: lock_medicine(pack.parent_id),
        lambda: schedule(pack, "60.00", clock.at(2), by=person),
    )
    assert said == ScheduledPrice.objects.get()


def test_a_worker_that_comes_second_finds_nothing_left_and_goes_on(pack, clock, monkeypatch):
    """It looked while the first was at it, and is let in only when that is done."""
    schedule(pack, "66.50", clock.at(1), clock.at(3))
    next_medicine = applying._next_medicine

    def after_another(at):
        monkeypatch.setattr(applying, "_next_medicine", next_medicine)
        medicine = next_medicine(at)
        applying._apply([ScheduledPrice.objects.get()], at)
        return medicine

    monkeypatch.setattr(applying, "_next_medicine", after_another)
    assert apply_next_scheduled(clock.at(1)) is True
    assert apply_next_scheduled(clock.at(1)) is False
    assert ScheduledPrice.objects.get().tries == 0
    assert price_of(pack) == "66.50"
    assert EVENTS["scheduledprice"].objects.filter(pgh_label="update").count() == 1


def test_the_database_refuses_what_was_written_without_the_lock_in_the_same_words(pack, clock):
    person = a_user()

    def unlocked():
        ScheduledPrice.objects.create(
            pack=pack,
            price="66.50",
            units=pack.units,
            starts_at=clock.at(1),
            ends_at=clock.at(3),
            by=person,
            made_at=clock.at(0),
        )

    said = second_waits(
        unlocked, lambda: schedule(pack, "60.00", clock.at(2), clock.at(4), by=person)
    )

    assert isinstance(said, CannotSchedule)
    assert "$66.50" in said.problems[pack.pk]
    assert ScheduledPrice.objects.count() == 1
