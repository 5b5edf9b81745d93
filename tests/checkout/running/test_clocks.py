"""Housekeeping begins by the shop's clock, and does not believe one that is years ahead."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from checkout.accounts.models import Session
from checkout.running.chores import WAYS, Kind
from checkout.running.housekeeping import late, next_round
from tests.checkout.running.rounds import a_round, over

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vault_folder")]
NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("kind", "hours"),
    [(Kind.SESSIONS, 13), (Kind.VISITS, 13), (Kind.ORDERS, 28), (Kind.FILES, 28)],
)
def test_a_round_begins_every_hour_or_at_four_in_the_night(kind, hours):
    assert next_round(kind, NOON) == NOON.replace(hour=0) + hours * HOUR


def test_four_is_four_by_the_shops_clock(settings):
    settings.TIME_ZONE = "America/New_York"
    assert next_round(Kind.ORDERS, NOON) == datetime(2026, 11, 28, 9, tzinfo=UTC)
    assert next_round(Kind.ORDERS, NOON.replace(hour=8)) == datetime(2026, 11, 27, 9, tzinfo=UTC)


def test_a_wrong_clock_stops_it_for_no_longer_than_it_is_wrong():
    a_round(timezone.now() + 20 * DAY)
    now = timezone.now()
    assert len(late(now)) == len(WAYS)
    assert a_round(now) == len(WAYS)
    assert not late(now)


def test_a_clock_that_is_years_ahead_has_nothing_forgotten():
    """All there is would be long over by it."""
    a_round()
    Session.objects.create(session_key="on", expire_date=timezone.now() + DAY)
    assert a_round(timezone.now() + 900 * DAY) == 0
    assert Session.objects.exists()
    a_round(timezone.now() + 3 * DAY)
    assert not Session.objects.exists()


def test_a_shop_that_was_closed_for_so_long_begins_anew_by_hand():
    a_round(timezone.now() - 40 * DAY)
    over(1)
    assert a_round() == 0
    assert len(late(timezone.now())) == len(WAYS)
    call_command("forget_old")
    assert not Session.objects.exists()
    assert a_round(timezone.now() + 2 * DAY) == len(WAYS)
