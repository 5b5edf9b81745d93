"""The worker reads sheets: each once, whole, seen as it goes on, and anew where it was killed."""

from datetime import timedelta
from threading import Thread

import pytest
from django.db import connection, transaction
from django.utils import timezone

from catalog.prices import sheet_reading
from catalog.prices.models import PriceSheet, ProposedPrice, SheetFile
from catalog.prices.sheet_formats import SheetRefused
from catalog.prices.sheet_reading import LEASE, MOST_TRIES, read_next_sheet
from tests.catalog.prices.sheets import csv_of, imported, problems, proposed, sent

pytestmark = pytest.mark.django_db


LONG = 10  # seconds, which nothing takes
UNREADABLE = "This file could not be read. Save it anew, or split it."


class Killed(BaseException):
    """As by a signal: nothing is tidied up."""


@pytest.fixture
def few_at_once(monkeypatch):
    """Progress is written every two rows."""
    monkeypatch.setattr(sheet_reading, "ROWS_AT_ONCE", 2)


def rows(number: int = 6) -> bytes:
    return csv_of(*[["Baclofen", "10 mg", 30 * n + 1, "54.00"] for n in range(number)])


def killed_after(monkeypatch, number: int) -> None:
    """The worker of this moment reads so many rows, then is no more."""
    collect, read = sheet_reading._Reading._collect, []

    def until_killed(reading, row):
        if len(read) == number:
            monkeypatch.setattr(sheet_reading._Reading, "_collect", collect)
            raise Killed
        read.append(row)
        collect(reading, row)

    monkeypatch.setattr(sheet_reading._Reading, "_collect", until_killed)
    with pytest.raises(Killed):
        read_next_sheet(timezone.now())


def test_there_is_nothing_to_read():
    assert not read_next_sheet(timezone.now())


def test_sheets_are_read_in_the_order_they_came_and_once(medicine):
    first, second = sent(rows()), sent(rows())
    for _proposal in (first, second):
        assert read_next_sheet(timezone.now())
    assert not read_next_sheet(timezone.now())
    assert first.prices.count() == second.prices.count() == 6


def test_a_file_is_not_kept_once_it_is_read(medicine):
    imported(rows())
    assert not SheetFile.objects.exists()


def test_how_far_it_is_read_is_seen_while_it_is(medicine, few_at_once, monkeypatch):
    proposal = sent(rows(7))
    killed_after(monkeypatch, 5)

    proposal.sheet.refresh_from_db()

    assert (proposal.sheet.state, proposal.sheet.rows_read) == ("reading", 4)
    assert proposal.sheet.rows >= 7


def test_a_sheet_of_a_killed_worker_is_read_again_from_the_start(
    medicine, few_at_once, monkeypatch
):
    proposal = sent(rows())
    killed_after(monkeypatch, 5)
    assert proposal.prices.count() == 4
    assert not read_next_sheet(timezone.now()), "its lease has not run out"

    assert read_next_sheet(timezone.now() + LEASE + timedelta(seconds=1))

    proposal.sheet.refresh_from_db()
    assert (proposal.sheet.state, proposal.sheet.rows_read) == ("read", 6)
    assert len(proposed(proposal)) == 6


def test_a_sheet_that_ends_every_worker_is_given_up(medicine, monkeypatch):
    proposal = sent(rows())
    for number in range(MOST_TRIES):
        PriceSheet.objects.update(next_at=timezone.now() - timedelta(seconds=1))
        killed_after(monkeypatch, number)
    PriceSheet.objects.update(next_at=timezone.now() - timedelta(seconds=1))

    assert read_next_sheet(timezone.now())

    proposal.sheet.refresh_from_db()
    assert proposal.sheet.state == "refused"
    assert "This file could not be read." in problems(proposal)[0][3]


def test_a_worker_whose_lease_is_lost_writes_nothing(medicine, few_at_once, monkeypatch):
    proposal, collect = sent(rows()), sheet_reading._Reading._collect

    def meanwhile(reading, row):
        if not SheetFile.objects.exists():
            return collect(reading, row)
        monkeypatch.setattr(sheet_reading._Reading, "_collect", collect)
        later = timezone.now() + LEASE + timedelta(seconds=1)
        assert read_next_sheet(later), "another worker reads it whole"
        return collect(reading, row)

    monkeypatch.setattr(sheet_reading._Reading, "_collect", meanwhile)

    assert read_next_sheet(timezone.now())

    assert proposal.prices.count() == 6
    proposal.sheet.refresh_from_db()
    assert (proposal.sheet.state, proposal.sheet.tries) == ("read", 2)


def breaks(*_given, **_named):
    raise ZeroDivisionError


def refuses(*_given):
    raise SheetRefused("A word that no database keeps: \0.")


@pytest.mark.parametrize(
    ("part", "instead"), [("rows_in", breaks), ("Shop", breaks), ("rows_in", refuses)]
)
def test_a_sheet_that_breaks_the_reader_is_refused_and_no_other_waits(
    medicine, monkeypatch, part, instead
):
    first = sent(rows())
    monkeypatch.setattr(sheet_reading, part, instead)
    assert read_next_sheet(timezone.now())
    monkeypatch.undo()

    first.sheet.refresh_from_db()
    assert (first.sheet.state, first.prices.count()) == ("refused", 0)
    assert problems(first) == [(1, "", "", UNREADABLE)]
    assert imported(rows()).prices.count() == 6


def test_one_that_breaks_midway_leaves_nothing_of_it(medicine, few_at_once, monkeypatch):
    """Also where what was counted until then would contradict itself."""
    first, second = sent(rows()), sent(rows())
    tell = sheet_reading._Reading._tell

    def miscounts(reading, same):
        tell(reading, same)
        if reading.sheet.rows_read == 5:
            reading.sheet.rows_same = 99

    monkeypatch.setattr(sheet_reading._Reading, "_tell", miscounts)
    assert read_next_sheet(timezone.now())
    monkeypatch.undo()
    assert problems(first) == [(1, "", "", UNREADABLE)]
    assert not first.prices.exists()

    assert read_next_sheet(timezone.now())

    assert second.prices.count() == 6


@pytest.mark.parametrize("number", [4, 40])
def test_reading_asks_the_same_for_few_rows_and_many(
    medicine, number, django_assert_max_num_queries
):
    sent(rows(number))
    with django_assert_max_num_queries(30):
        read_next_sheet(timezone.now())
    assert ProposedPrice.objects.count() == number


@pytest.mark.django_db(transaction=True)
def test_two_workers_read_two_sheets():
    """Who finds a sheet locked takes the next."""
    first, second = sent(rows()), sent(rows())
    with transaction.atomic():
        PriceSheet.objects.select_for_update().get(proposal=first)

        def other():
            assert read_next_sheet(timezone.now())
            connection.close()

        thread = Thread(target=other)
        thread.start()
        thread.join(LONG)
        waits = thread.is_alive()
    thread.join()
    assert not waits
    second.sheet.refresh_from_db()
    assert not second.sheet.is_being_read
    assert PriceSheet.objects.get(proposal=first).state == "waiting"
