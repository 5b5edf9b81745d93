"""The database has the last word on scheduled prices: one at a time, in a state that adds up."""

from datetime import timedelta

import pytest
from django.utils import timezone

from catalog.prices.scheduled import ScheduledPrice
from tests.catalog.test_constraints import assert_only
from tests.factories import a_medicine, a_pack, a_user

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
RAN = {"started_at": timezone.now(), "price_before": "52.00"}


def a_schedule(pack=None, *, starts=timedelta(), lasts: timedelta | None = DAY, **values):
    starts_at = timezone.now() + starts
    return ScheduledPrice.objects.create(
        pack=pack or a_pack(),
        starts_at=starts_at,
        ends_at=lasts and starts_at + lasts,
        made_at=timezone.now(),
        **{"price": "50.00", "units": 60, "by": a_user()} | values,
    )


@pytest.mark.parametrize("starts", [-DAY / 2, timedelta(), DAY / 2])
@pytest.mark.parametrize("state", ["waiting", "running"])
def test_a_pack_has_one_scheduled_price_at_a_time(starts, state):
    one = a_schedule(state=state, **(RAN if state == "running" else {}))
    refused = lambda: a_schedule(one.pack, starts=starts)  # noqa: E731
    assert_only("pack_has_one_scheduled_price_at_a_time", refused)


def test_one_without_an_end_takes_all_that_comes_after():
    one = a_schedule(lasts=None)
    refused = lambda: a_schedule(one.pack, starts=1000 * DAY)  # noqa: E731
    assert_only("pack_has_one_scheduled_price_at_a_time", refused)
    a_schedule(one.pack, starts=-2 * DAY)


def test_another_begins_where_one_ends_and_what_is_over_is_in_nobodys_way():
    one = a_schedule()
    a_schedule(one.pack, starts=one.ends_at - timezone.now() + DAY)
    a_schedule(one.pack, state="cancelled", cancelled_by=one.by)
    a_schedule(one.pack, state="ended")
    a_schedule()


def test_a_price_is_above_zero_and_ends_after_it_starts():
    pack = a_pack()
    assert_only("scheduled_price_is_above_zero", lambda: a_schedule(pack, price="0.00"))
    assert_only(
        "scheduled_price_ends_after_it_starts",
        lambda: a_schedule(pack, state="ended", lasts=-DAY),
    )


def test_what_failed_is_tried_again_and_says_why():
    pack, again = a_pack(), {"next_try_at": timezone.now(), "problem": "ValueError"}
    for values in ({"tries": 1}, again, again | {"tries": 1, "problem": ""}):
        assert_only(
            "scheduled_price_is_tried_again_after_a_failure",
            lambda values=values: a_schedule(pack, **values),
        )


def test_a_state_is_known():
    pack = a_pack()
    assert_only("scheduled_price_is_in_a_known_state", lambda: a_schedule(pack, state="asleep"))


@pytest.mark.parametrize("half", [{"started_at": timezone.now()}, {"price_before": "52.00"}])
def test_what_was_started_knows_what_it_returns_to_and_nothing_else_does(half):
    pack = a_pack()
    assert_only(
        "scheduled_price_knows_what_it_returns_to_once_started",
        lambda: a_schedule(pack, state="ended", **half),
    )


@pytest.mark.parametrize(
    ("state", "values"),
    [
        ("waiting", RAN),
        ("running", {}),
        ("running", RAN | {"lasts": None}),
    ],
)
def test_what_waits_was_not_started_and_what_runs_was_and_has_an_end(state, values):
    pack = a_pack()
    assert_only(
        "scheduled_price_runs_from_its_start_until_an_end",
        lambda: a_schedule(pack, state=state, **values),
    )


def test_what_is_cancelled_is_cancelled_by_somebody_and_nothing_else_is():
    pack, person = a_pack(), a_user()
    name = "scheduled_price_is_cancelled_by_somebody"
    assert_only(name, lambda: a_schedule(pack, state="cancelled"))
    assert_only(name, lambda: a_schedule(pack, cancelled_by=person))


def test_a_scheduled_price_is_of_a_pack():
    medicine = a_medicine()
    assert_only("scheduled_price_is_of_a_pack", lambda: a_schedule(medicine))
