"""When payments are compared with Stripe: every night once, again where that was broken off."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import InterfaceError, OperationalError, connection, transaction
from django.utils import timezone

from checkout.payment import gateway, reconciling
from checkout.payment.models import Reconciliation
from checkout.payment.reconciling import reconcile_nightly, reconcile_open
from checkout.payment.sandbox.core.faults import Fault, Kind
from tests.checkout.payment.at_once import by_many
from tests.checkout.payment.purchases import an_order, opened, paid
from tests.checkout.shopping import attempt_of, let_the_worker_work, refreshed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sandbox")]


def last_run():
    return Reconciliation.objects.order_by("pk").last()


def at_noon():
    """Hours from three o'clock, when another night would begin."""
    return timezone.localtime().replace(hour=12, minute=0)


def breaks_with(error):
    def breaks(*args, **kwargs):
        raise error

    return breaks


def test_a_night_broken_off_by_a_stripe_that_is_away_is_made_up_for(sandbox):
    order, now = an_order(), at_noon()
    sandbox.pay(opened(order).session_id)
    sandbox.plan(Fault(Kind.TIMEOUT_BEFORE, "events.list"))
    assert reconcile_nightly(now)
    assert last_run().finished_at is None
    assert refreshed(order).status == "awaiting_pharmacist"
    assert last_run().differences == 1
    assert last_run().words.startswith("Broken off: APIConnectionError")

    assert not reconcile_nightly(now + timedelta(minutes=29))
    assert reconcile_nightly(now + timedelta(minutes=31))
    assert last_run().finished_at
    assert not reconcile_nightly(now + timedelta(minutes=62))


def test_a_night_that_breaks_as_nobody_had_foreseen_is_made_up_for(sandbox, monkeypatch):
    """What was found until then is kept, and why it broke off."""
    now, order = at_noon(), an_order()
    sandbox.pay(opened(order).session_id)
    with monkeypatch.context() as patch:
        patch.setattr(reconciling, "note_event", breaks_with(ValueError("an impossible event")))
        assert reconcile_nightly(now)
    assert last_run().finished_at is None
    assert last_run().differences == 1
    assert last_run().words == "Broken off: ValueError"

    assert reconcile_nightly(now + timedelta(minutes=31))
    assert last_run().finished_at
    assert last_run().words == ""


@pytest.mark.parametrize("away", [OperationalError, InterfaceError])
def test_a_database_that_goes_away_is_no_comparisons_to_bear(monkeypatch, away):
    monkeypatch.setattr(reconciling, "_compare_everything", breaks_with(away("closed")))
    with pytest.raises(away):
        reconcile_nightly(timezone.now())


@pytest.mark.parametrize("compare", [reconcile_open, reconcile_nightly])
def test_a_clock_that_was_wrong_once_stops_no_comparison(compare):
    """It ran ahead for a moment, and wrote down a comparison of next month."""
    now = timezone.now()
    assert compare(now + timedelta(days=30))
    assert compare(now)
    assert not compare(now + timedelta(seconds=1))


def test_a_worker_whose_clock_is_a_little_behind_does_not_compare_again():
    now = timezone.now()
    assert reconcile_open(now)
    assert not reconcile_open(now - timedelta(minutes=4))


# In Athens it is three o'clock twice in autumn, and never in spring.
ZONES = ["UTC", "America/New_York", "Europe/Berlin", "Europe/Athens", "Asia/Kolkata"]


@pytest.mark.parametrize("begins", [datetime(2026, 3, 27, 4), datetime(2026, 10, 23, 4)], ids=str)
@pytest.mark.parametrize("zone", ZONES)
def test_every_night_has_one_comparison_also_where_clocks_change(
    settings, monkeypatch, zone, begins
):
    settings.TIME_ZONE = zone
    monkeypatch.setattr(reconciling, "_compare_everything", lambda run, now: None)
    start = begins.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    for quarter in range(4 * 24 * 4):
        reconcile_nightly(start + timedelta(minutes=15 * quarter))
    runs = [run.started_at.astimezone(ZoneInfo(zone)) for run in Reconciliation.objects.all()]
    assert [run.day for run in runs] == [begins.day + n for n in range(len(runs))]
    assert len(runs) in (4, 5)
    assert {run.hour for run in runs[1:]} <= {3, 4}


# --- after a pause --------------------------------------------------------------------------


def test_a_refund_made_at_stripe_while_the_shop_was_down_for_days_is_found(sandbox):
    order = paid(sandbox)
    all_of_it = attempt_of(order).captured
    gateway.refund(attempt_of(order).intent_id, amount=all_of_it, token="theirs", key="by hand")
    sandbox.move_clock(days=5)
    let_the_worker_work(after=timedelta(days=5))
    assert refreshed(order).status == "refunded"
    assert attempt_of(order).not_refunded() == 0


@pytest.mark.parametrize(
    ("last", "back"),
    [
        ({"days": 1}, {"days": 2}),
        ({"days": 2}, {"days": 2, "minutes": 5}),
        ({"days": 9}, {"days": 9, "minutes": 5}),
        ({"days": 29}, {"days": 29, "minutes": 5}),
        (None, {"days": 30}),
    ],
)
def test_a_night_goes_back_to_the_last_that_was_finished_and_two_days_at_least(
    monkeypatch, last, back
):
    asked, now = [], timezone.now()
    for lists in ("payments_since", "refunds_since", "events_since"):
        monkeypatch.setattr(gateway, lists, lambda since: asked.append(since) or ())
    nights = Reconciliation.objects.filter(span="nightly")
    nights.create(span="nightly", started_at=now - timedelta(hours=1))
    if last:
        began = now - timedelta(**last)
        nights.create(span="nightly", started_at=began, finished_at=now)
    assert reconcile_nightly(now)
    assert asked == [now - timedelta(**back)] * 3


def test_after_months_only_events_are_too_old_for_stripe(monkeypatch):
    """As after an old backup: payments and refunds of any age are listed. Also at the next try."""
    asked, now = {}, timezone.now()
    for lists in ("payments_since", "refunds_since", "events_since"):
        monkeypatch.setattr(gateway, lists, lambda at, of=lists: asked.update({of: at}) or ())
    began = now - timedelta(days=90)
    Reconciliation.objects.create(span="nightly", started_at=began, finished_at=began)
    with monkeypatch.context() as away:
        away.setattr(gateway, "refunds_since", unreachable)
        assert reconcile_nightly(now - timedelta(hours=1))
    assert reconcile_nightly(now)
    since = began - timedelta(minutes=5)
    assert (asked["payments_since"], asked["refunds_since"]) == (since, since)
    assert asked["events_since"] == now - timedelta(days=30)


def unreachable(since):
    raise gateway.Unreachable("away")


# --- two workers ----------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_of_two_workers_one_compares(sandbox):
    now = timezone.now()
    done = by_many(lambda _: reconcile_nightly(now), times=4)
    assert done.count(True) == Reconciliation.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_who_comes_while_another_begins_leaves_it_to_the_other(sandbox):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [reconciling.LOCK])
        assert by_many(lambda _: reconcile_nightly(timezone.now()), times=1) == [False]
    assert not Reconciliation.objects.exists()
