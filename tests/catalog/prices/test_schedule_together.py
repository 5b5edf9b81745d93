"""What is scheduled together starts and ends together; what cannot be set keeps none waiting."""

import logging
from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.urls import reverse

from catalog.prices.schedule import applying
from catalog.prices.schedule.rules import wait_after
from catalog.prices.scheduled import ScheduledPrice
from tests.catalog.prices.schedule_page import LIST, url_of
from tests.catalog.prices.scheduling import (
    Clock,
    change,
    price_of,
    recorded,
    schedule,
    set_price,
    worker_comes,
)
from tests.catalog.reductions.past import as_if_saved
from tests.checkout.pages import text_of
from tests.factories import a_pack, a_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def packs():
    pack = a_pack(units=90, price="68.00")
    return [pack, *(a_pack(pack.dosage, units, "85.00") for units in (120, 180))]


def all_of(packs, clock, price="60.00"):
    return [schedule(pack, price, clock.at(1), clock.at(3), why="Sale") for pack in packs]


def prices_of(packs):
    return [price_of(pack) for pack in packs]


def forbid(price: str) -> None:
    """From now on the database itself refuses this price."""
    as_if_saved()
    with connection.cursor() as cursor:
        cursor.execute(
            "ALTER TABLE partner_stockrecord ADD CONSTRAINT never_this CHECK (price <> %s)", [price]
        )


def allow() -> None:
    as_if_saved()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE partner_stockrecord DROP CONSTRAINT never_this")


def test_all_that_is_due_of_a_medicine_is_one_turn_and_one_transaction(packs, clock):
    all_of(packs, clock)
    assert applying.apply_next_scheduled(clock.at(1)) is True
    assert prices_of(packs) == ["60.00"] * 3
    assert applying.apply_next_scheduled(clock.at(3)) is True
    assert prices_of(packs) == ["68.00", "85.00", "85.00"]
    assert applying.apply_next_scheduled(clock.at(3)) is False


@pytest.mark.django_db(transaction=True)
def test_where_the_worker_dies_halfway_nothing_of_it_has_started(packs, clock, monkeypatch):
    all_of(packs, clock)
    apply, dies_at = applying._apply, {"left": 2}

    def dies_at_the_last(of_pack, now):
        if not dies_at["left"]:
            raise SystemExit
        dies_at["left"] -= 1
        apply(of_pack, now)

    monkeypatch.setattr(applying, "_apply", dies_at_the_last)
    with pytest.raises(SystemExit):
        applying.apply_next_scheduled(clock.at(1))
    assert prices_of(packs) == ["68.00", "85.00", "85.00"]


def test_between_one_that_ends_and_one_that_starts_nothing_is_recorded(packs, clock):
    """The price before was asked of nobody: it is no lowest price of these days either."""
    pack = packs[0]
    schedule(pack, "66.50", clock.at(1), clock.at(3), why="First")
    schedule(pack, "60.00", clock.at(3), clock.at(9), why="Second")
    recorded(pack)
    worker_comes(clock.at(1))
    worker_comes(clock.at(3))
    assert recorded(pack)[1:] == [("66.50", "schedule", "First"), ("60.00", "schedule", "Second")]


# --- What cannot be set --------------------------------------------------------------------------


def test_what_cannot_be_set_is_passed_over_and_tried_again_later(packs, clock, caplog):
    schedule(packs[0], "66.50", clock.at(1), clock.at(3))
    others = all_of(packs[1:], clock)
    forbid("66.50")

    with caplog.at_level(logging.ERROR):
        assert worker_comes(clock.at(1)) == 1

    assert prices_of(packs) == ["68.00", "60.00", "60.00"]
    one = ScheduledPrice.objects.get(pack=packs[0])
    assert (one.state, one.tries, one.problem) == ("waiting", 1, "IntegrityError: never_this")
    assert f"Scheduled prices [{one.pk}] could not be set, try 1" in caplog.text
    assert "66.50" not in caplog.text
    assert {other.tries for other in others} == {0}
    allow()
    assert worker_comes(clock.at(1)) == 0
    assert worker_comes(clock.at(1) + timedelta(minutes=1)) == 1
    one.refresh_from_db()
    assert (one.state, one.tries, one.problem) == ("running", 0, "")
    assert price_of(packs[0]) == "66.50"


def test_it_waits_ever_longer(packs, clock):
    schedule(packs[0], "66.50", clock.at(1))
    forbid("66.50")
    at = clock.at(1)
    for tries in range(1, 12):
        assert worker_comes(at) == 1
        one = ScheduledPrice.objects.get()
        assert (one.tries, one.next_try_at) == (tries, at + wait_after(tries))
        assert worker_comes(one.next_try_at - timedelta(seconds=1)) == 0
        at = one.next_try_at
    minutes = [wait_after(tries) // timedelta(minutes=1) for tries in (1, 2, 3, 6, 7, 8, 9_999)]
    assert minutes == [1, 2, 4, 32, 60, 60, 60]


def test_what_follows_on_its_pack_waits_for_it_and_what_is_elsewhere_does_not(packs, clock):
    first = schedule(packs[0], "66.50", clock.at(1), clock.at(1.01))
    following = schedule(packs[0], "61.00", clock.at(1.01), clock.at(9))
    forbid("66.50")
    worker_comes(clock.at(1))
    schedule(packs[1], "80.00", clock.at(1.011))
    assert worker_comes(clock.at(1.012)) == 1
    assert prices_of(packs[:2]) == ["68.00", "80.00"]

    assert worker_comes(clock.at(1) + timedelta(minutes=1)) == 1

    first.refresh_from_db()
    following.refresh_from_db()
    assert (first.state, following.state, price_of(packs[0])) == ("ended", "running", "61.00")
    assert str(following.price_before) == "68.00"


def test_one_whose_time_passes_while_it_cannot_be_set_says_why_it_never_ran(
    price_editor, packs, clock
):
    one = schedule(packs[0], "66.50", clock.at(1), clock.at(3))
    forbid("66.50")
    worker_comes(clock.at(1))
    worker_comes(clock.at(3))
    one.refresh_from_db()
    assert (one.state, one.tries) == ("ended", 0)
    said = "Never ran: it could not be set (IntegrityError: never_this)."
    assert said in text_of(price_editor.get(reverse(LIST)))


def test_the_list_and_its_page_say_what_could_not_be_set_and_why(price_editor, packs, clock):
    one = schedule(packs[0], "66.50", clock.at(1), clock.at(3))
    forbid("66.50")
    worker_comes(clock.at(1))
    for url in (reverse(LIST), url_of(one)):
        page = text_of(price_editor.get(url))
        assert "Could not be set, 1 try: IntegrityError: never_this. Tried again" in page


def test_who_changes_it_has_it_tried_at_its_new_time(packs):
    clock = Clock()
    one = schedule(packs[0], "66.50", clock.at(1), clock.at(3))
    forbid("66.50")
    worker_comes(clock.at(1))
    change(one, clock=clock)
    one.refresh_from_db()
    assert (one.tries, one.next_try_at, one.problem) == (0, None, "")


def test_a_database_that_is_away_is_no_fault_of_a_price(packs, clock, monkeypatch):
    [one] = all_of(packs[:1], clock)

    def away(*_args, **_kwargs):
        raise OperationalError("server closed the connection")

    monkeypatch.setattr(applying, "set_prices", away)
    with pytest.raises(OperationalError):
        worker_comes(clock.at(1))
    one.refresh_from_db()
    assert one.tries == 0


# --- What somebody has set meanwhile -------------------------------------------------------------


@pytest.mark.parametrize(("meanwhile", "stayed"), [("49.50", True), (None, False)])
def test_the_list_says_whose_price_stayed(price_editor, packs, clock, meanwhile, stayed):
    one = schedule(packs[0], "60.00", clock.at(1), clock.at(3), by=a_user())
    worker_comes(clock.at(1))
    if meanwhile:
        set_price(packs[0], meanwhile)
    running = text_of(price_editor.get(reverse(LIST)))
    assert ("Replaced: somebody has set $49.50, which stays." in running) == stayed
    worker_comes(clock.at(3))
    one.refresh_from_db()
    assert one.price_stayed == stayed
    over = text_of(price_editor.get(reverse(LIST)))
    assert ("The price stayed as somebody had set it meanwhile." in over) == stayed
