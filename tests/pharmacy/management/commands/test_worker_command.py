"""`manage.py worker` goes on while the database is away, and ends as a whole."""

import signal
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import InterfaceError, OperationalError
from django.utils import timezone

from checkout.running.loops import LOOPS
from checkout.running.models import Loop
from pharmacy.management.commands.worker import Command

pytestmark = pytest.mark.django_db


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("away", [OperationalError, InterfaceError])
def test_the_process_survives_a_database_that_goes_away(away, caplog):
    command = Command()
    turns = []

    def work(now):
        turns.append(now)
        if len(turns) == 1:
            raise away("the connection is closed")
        command.stop()
        return True

    command.database_away_seconds = 0
    command.go_on(Loop.MONEY, work)
    assert len(turns) == 2
    assert "database is away" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_the_process_goes_by_the_clock_of_the_database(monkeypatch):
    """Else a host that is years ahead would end every order and withdraw every lot."""
    really, told = timezone.now(), []
    monkeypatch.setattr(timezone, "now", lambda: really + timedelta(days=730))
    Command().work_once(lambda now: bool(told.append(now)) or True)
    assert timedelta() <= told[0] - really < timedelta(hours=1)


@pytest.fixture
def no_signals(monkeypatch):
    """The command's handlers by signal, instead of the test process having them."""
    handlers = {}
    monkeypatch.setattr("signal.signal", lambda name, handler: handlers.update({name: handler}))
    return handlers


def test_the_command_stops_when_it_is_told_to(monkeypatch, no_signals):
    """All of its parts, all but money in threads of their own."""
    parts = {}

    def told_to_stop(command, loop, work):
        parts[loop] = work
        no_signals[signal.SIGTERM]()

    monkeypatch.setattr(Command, "go_on", told_to_stop)
    call_command("worker")
    assert parts == LOOPS


@pytest.mark.django_db(transaction=True)
def test_a_part_that_breaks_ends_the_whole_as_a_failure(monkeypatch, no_signals):
    monkeypatch.setitem(LOOPS, Loop.MAIL, broken)
    monkeypatch.setitem(LOOPS, Loop.MONEY, lambda now: True)
    with pytest.raises(CommandError, match="One part of the worker broke"):
        call_command("worker")


def broken(now):
    raise ValueError("an impossible mail")
