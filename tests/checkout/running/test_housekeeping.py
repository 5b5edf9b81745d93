"""The worker forgets what nobody needs: step by step, one at a time, on and on after a kill."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from catalog import forgetting
from checkout.accounts.models import Session
from checkout.running import housekeeping
from checkout.running.chores import WAYS, Kind, Way
from checkout.running.housekeeping import LEASE, keep_house, late
from checkout.running.loops import keep_house_gently
from checkout.running.models import Chore, Heartbeat, Loop
from checkout.running.report import Kept
from pharmacy.management.commands.worker import Command
from tests.checkout.running.kept_tables import FORGOTTEN, KEPT, tables
from tests.checkout.running.rounds import a_round, over
from tests.meanwhile import over_another_connection

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vault_folder")]
NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def chore(kind: Kind) -> Chore:
    return Chore.objects.get(pk=kind)


def test_every_kind_has_its_round_at_once_and_then_waits_for_its_time():
    assert a_round() == len(WAYS)
    assert not late(timezone.now())
    assert {row.kind for row in Chore.objects.exclude(done_at=None)} == set(Kind)
    assert not keep_house(timezone.now() + timedelta(minutes=59))
    hourly = a_round(timezone.now() + 2 * HOUR)
    assert 3 <= hourly <= len(WAYS)
    assert a_round(timezone.now() + 2 * DAY) == len(WAYS)


def test_an_idle_worker_asks_once(django_assert_num_queries):
    a_round()
    with django_assert_num_queries(1):
        assert not keep_house(timezone.now())


def test_a_large_backlog_goes_in_small_steps(monkeypatch):
    monkeypatch.setattr(forgetting, "AT_ONCE", 100)
    over(250)
    Session.objects.create(session_key="on", expire_date=timezone.now() + DAY)
    with CaptureQueriesContext(connection) as asked:
        steps = a_round()
    assert steps == len(WAYS) + 3
    deleted = [q["sql"] for q in asked if q["sql"].startswith('DELETE FROM "accounts_session"')]
    assert [sql.count("'over") for sql in deleted] == [100, 100, 50]
    assert list(Session.objects.values_list("pk", flat=True)) == ["on"]
    assert (chore(Kind.SESSIONS).done_gone, chore(Kind.SESSIONS).gone) == (250, 0)


def killed(now):
    """Somebody has taken a step and is heard of no more."""
    return housekeeping._lease(now)


def test_a_step_of_a_killed_worker_is_taken_again_from_where_it_was():
    now = timezone.now()
    over(1)
    first = killed(now)
    while (taken := killed(now)) is not None:
        assert taken.kind != first.kind, "a step is one worker's"
    assert not keep_house(now + LEASE - timedelta(seconds=1))
    assert a_round(now + LEASE) == len(WAYS) + 1
    assert not Session.objects.exists()


def test_a_round_goes_on_where_it_was(monkeypatch):
    """Of what has an order the place is kept between steps, whoever takes the next."""
    seen = []

    def step(now, after):
        seen.append(after)
        return 1, (str(len(seen)) if len(seen) < 4 else None)

    monkeypatch.setitem(WAYS, Kind.ORDERS, Way(step))
    a_round()
    assert seen == ["", "1", "2", "3"]
    assert (chore(Kind.ORDERS).after, chore(Kind.ORDERS).done_gone) == ("", 4)


@pytest.mark.django_db(transaction=True)
def test_of_two_workers_each_takes_another_kind():
    now = timezone.now()
    housekeeping._make_known(now)
    with transaction.atomic():
        mine = housekeeping._lease(now)
        theirs = over_another_connection(lambda: housekeeping._lease(now))
    assert mine.kind != theirs.kind


def test_a_worker_that_slept_too_long_does_not_undo_what_another_wrote():
    now = timezone.now()
    slept = killed(now)
    Chore.objects.filter(pk=slept.pk).update(next_at=now + DAY, done_at=now)
    housekeeping._write_down(slept, 5, "far", now=now)
    assert (chore(slept.kind).next_at, chore(slept.kind).after) == (now + DAY, "")


def test_what_breaks_is_tried_again_in_an_hour_and_keeps_nothing_else_waiting(monkeypatch, caplog):
    def breaks(now, after):
        raise ValueError("an impossible order")

    monkeypatch.setitem(WAYS, Kind.ORDERS, Way(breaks))
    over(1)
    now = timezone.now()
    assert a_round(now) == len(WAYS) + 1
    assert "Housekeeping of orders broke" in caplog.text
    assert not Session.objects.exists()
    assert chore(Kind.ORDERS).next_at == now + HOUR
    assert [row.kind for row in late(now + 2 * DAY + HOUR) if row.kind == "orders"] == ["orders"]


def test_the_loop_pauses_between_steps_and_says_that_it_lives():
    """Half a second each: who sells comes first."""
    assert keep_house_gently(timezone.now()) is False
    assert Chore.objects.exclude(done_at=None).count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_workers_loop_does_it(monkeypatch):
    command, steps = Command(), []

    def step(now):
        steps.append(now)
        command.stop()
        return True

    monkeypatch.setattr("checkout.running.loops.keep_house", step)
    command.go_on(Loop.HOUSE, keep_house_gently)
    assert len(steps) == 1
    assert Heartbeat.objects.get().loop == "house"


def test_how_it_stands_is_told_by_the_oldest_of_all_rounds():
    assert housekeeping.housekeeping() == Kept(None, 0)
    over(3)
    now = timezone.now()
    a_round(now)
    Chore.objects.filter(pk=Kind.FILES).update(done_at=now - HOUR)
    assert housekeeping.housekeeping() == Kept(now - HOUR, 3)


def test_by_hand_it_is_all_done_at_once_and_counts_as_done(capsys):
    over(3)
    call_command("forget_old")
    assert "Deleted: 3 rows that nobody needs any more." in capsys.readouterr().out
    assert not keep_house(timezone.now())
    assert not late(timezone.now())


def test_of_every_table_it_is_decided_whether_its_rows_stay():
    """Who adds a table says here what becomes of its rows."""
    decided = FORGOTTEN.keys() | KEPT.keys()
    assert sorted(tables() ^ decided) == []
    assert not FORGOTTEN.keys() & KEPT.keys()
    assert {kind for kind in FORGOTTEN.values() if isinstance(kind, Kind)} == set(Kind) - {
        Kind.FILES
    }
