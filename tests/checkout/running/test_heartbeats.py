"""A loop of the worker says that it goes on, seldom enough to cost nothing."""

from datetime import timedelta

import pytest
from django.db import ProgrammingError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from checkout.duties import alive
from checkout.payment.reconciling import reconcile_nightly
from checkout.running import heartbeats, loops
from checkout.running.heartbeats import living, silent_loops
from checkout.running.loops import work_on_money
from checkout.running.models import Heartbeat, Loop
from pharmacy.management.commands.worker import Command
from tests.checkout.payment.purchases import held

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock(monkeypatch):
    """Moves the clock that only goes forward."""
    at = [1000.0]
    monkeypatch.setattr(heartbeats, "monotonic", lambda: at[0])

    def move(seconds):
        at[0] += seconds

    return move


def beats():
    return Heartbeat.objects.count()


def test_a_loop_is_written_down_every_ten_seconds_at_most(clock):
    with living(Loop.MONEY):
        with CaptureQueriesContext(connection) as queries:
            alive()
            clock(9)
            alive()
        assert len(queries) == 1
        first = Heartbeat.objects.get().at
        clock(1)
        alive()
    assert Heartbeat.objects.get().at > first


def test_two_workers_share_one_row_a_loop(clock):
    for _worker in range(2):
        for loop in Loop:
            with living(loop):
                alive()
    assert beats() == len(Loop)


def test_a_loop_that_may_not_say_so_goes_on(clock, monkeypatch, caplog):
    """As where grant_web was forgotten after a migrate: money is not kept waiting for it."""

    def denied(*args, **kwargs):
        raise ProgrammingError("permission denied for table running_heartbeat")

    monkeypatch.setattr(Heartbeat.objects, "bulk_create", denied)
    with living(Loop.MONEY):
        alive()
    assert "No sign of life could be given" in caplog.text
    assert silent_loops(timezone.now()) == list(Loop)


def test_each_duty_of_a_turn_is_a_sign_of_life(clock, monkeypatch):
    """A Stripe that answers nothing takes a minute for all of them together."""
    told = []

    def slow(now):
        clock(11)
        told.append(Heartbeat.objects.get().at)
        return False

    monkeypatch.setattr(loops, "MONEY_DUTIES", (slow, slow))
    with living(Loop.MONEY):
        work_on_money(timezone.now())
    assert told[0] < told[1]


def test_outside_of_a_loop_nobody_is_alive():
    alive()
    assert beats() == 0


@pytest.mark.django_db(transaction=True)
def test_each_turn_of_the_worker_is_a_sign_of_life(clock):
    command = Command()

    def work(now):
        command.stop()
        return True

    command.go_on(Loop.SHEETS, work)
    assert Heartbeat.objects.get().loop == "sheets"


def test_a_loop_that_hangs_is_missed_though_the_others_go_on():
    now = timezone.now()
    for loop in Loop:
        Heartbeat.objects.create(loop=loop, at=now)
    Heartbeat.objects.filter(loop="mail").update(at=now - timedelta(seconds=61))
    assert silent_loops(now) == [Loop.MAIL]


def test_a_turn_of_many_slow_duties_is_no_silence(clock, monkeypatch):
    def slow(now):
        clock(20)
        seen.append(Heartbeat.objects.get().at)
        return False

    seen = []
    monkeypatch.setattr(loops, "MONEY_DUTIES", [slow] * 4)
    with living(Loop.MONEY):
        work_on_money(timezone.now())
    assert len(set(seen)) == 4


def test_a_long_night_of_comparing_is_no_silence(sandbox, clock, monkeypatch):
    """Which goes on for minutes inside one turn."""
    held(sandbox)
    with living(Loop.MONEY):
        alive()
        began = Heartbeat.objects.get().at
        clock(60)
        assert reconcile_nightly(timezone.now() + timedelta(days=1))
    assert Heartbeat.objects.get().at > began
