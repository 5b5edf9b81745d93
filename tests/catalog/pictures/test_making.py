"""The worker makes a picture's sizes, however often it is killed, and once."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from catalog.pictures import making
from catalog.pictures.actions import remove_picture
from catalog.pictures.limits import WIDTHS
from catalog.pictures.making import LEASE, MOST_TRIES, make_next_picture
from catalog.pictures.models import Picture, PictureSize
from catalog.pictures.squares import squares_of
from checkout.running.loops import work_on_money, work_on_pages
from tests.catalog.pictures.drawn import a_broken_picture, a_picture

pytestmark = pytest.mark.django_db
NOW = timezone.now()
SOON, LATER = NOW + LEASE / 2, NOW + LEASE


class Killed(BaseException):
    """What no code of ours catches."""


@pytest.fixture
def waiting(medicine) -> Picture:
    return a_picture(medicine, made=False, now=NOW)


def a_worker_dies(monkeypatch, now, at: str = "squares_of") -> None:
    def dies(*_args):
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(making, at, dies)
        with pytest.raises(Killed):
            make_next_picture(now)


def widths(picture: Picture) -> tuple[int, ...]:
    return tuple(picture.sizes.values_list("width", flat=True))


def again(picture: Picture) -> Picture:
    return Picture.objects.get(pk=picture.pk)


def test_a_card_waits_for_no_picture(waiting):
    work_on_money(NOW)
    assert again(waiting).tries == 0


def test_the_worker_makes_the_sizes_of_what_was_uploaded(waiting):
    assert again(waiting).shown is None

    while work_on_pages(NOW):
        pass

    picture = again(waiting)
    assert picture.address.startswith("baclofen-")
    assert widths(picture) == WIDTHS
    squares = squares_of(bytes(picture.original))
    assert [bytes(size.content) for size in picture.sizes.all()] == list(squares.values())


def test_each_picture_is_made_once_the_first_to_come_first(medicine, waiting):
    second = a_picture(medicine, "Another", made=False, now=NOW + timedelta(seconds=1))

    assert make_next_picture(SOON)
    assert (again(waiting).address != "", again(second).address) == (True, "")
    assert make_next_picture(SOON)
    assert not make_next_picture(SOON)
    assert PictureSize.objects.count() == 2 * len(WIDTHS)


@pytest.mark.parametrize("at", ["squares_of", "picture_address", "_keep"])
def test_a_worker_killed_half_way_leaves_the_picture_to_the_next(waiting, monkeypatch, at):
    a_worker_dies(monkeypatch, NOW, at)

    assert not make_next_picture(SOON)
    assert widths(waiting) == ()
    assert make_next_picture(LATER)
    assert widths(waiting) == WIDTHS


def test_a_picture_that_ends_every_worker_is_given_up(waiting, monkeypatch):
    for number in range(MOST_TRIES):
        a_worker_dies(monkeypatch, NOW + number * LEASE)
    after = NOW + MOST_TRIES * LEASE

    assert make_next_picture(after)

    assert again(waiting).is_broken
    assert not make_next_picture(after + 9 * LEASE)


def test_a_picture_that_cannot_be_read_is_marked_and_keeps_no_other_from_being_made(
    medicine, waiting, caplog
):
    broken = a_broken_picture(medicine, now=NOW - LEASE)

    while make_next_picture(LATER):
        pass

    assert (again(broken).is_broken, again(broken).tries) == (True, 1)
    assert again(broken).shown is None
    assert widths(again(waiting)) == WIDTHS
    assert f"Picture {broken.pk} cannot be read" in caplog.text


def test_of_two_workers_the_one_whose_lease_ran_out_writes_nothing(waiting, monkeypatch):
    """It slept while it drew, and the other one has made and kept everything."""

    def slept(original):
        monkeypatch.setattr(making, "squares_of", squares_of)
        assert make_next_picture(LATER)
        return dict.fromkeys(WIDTHS, b"drawn late")

    monkeypatch.setattr(making, "squares_of", slept)
    assert make_next_picture(NOW)

    made = [bytes(size.content) for size in again(waiting).sizes.all()]
    assert made == list(squares_of(bytes(again(waiting).original)).values())


def test_a_late_worker_that_cannot_read_it_takes_no_made_picture_away(waiting, monkeypatch):
    def slept(original):
        monkeypatch.setattr(making, "squares_of", squares_of)
        assert make_next_picture(LATER)
        raise OSError("the disk was away")

    monkeypatch.setattr(making, "squares_of", slept)
    assert make_next_picture(NOW)

    assert not again(waiting).is_broken


@pytest.mark.parametrize("before", ["squares_of", "_keep"])
def test_a_picture_removed_meanwhile_is_not_made(waiting, monkeypatch, before):
    does = getattr(making, before)

    def removed_first(*args):
        remove_picture(waiting)
        return does(*args)

    monkeypatch.setattr(making, before, removed_first)

    assert make_next_picture(NOW)
    assert not PictureSize.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_database_is_not_held_while_sizes_are_drawn(waiting, monkeypatch):
    held = []

    def drawn(original):
        held.append(connection.in_atomic_block)
        return squares_of(original)

    monkeypatch.setattr(making, "squares_of", drawn)
    make_next_picture(NOW)

    assert held == [False]


@pytest.mark.django_db(transaction=True)
def test_no_lease_is_taken_inside_a_transaction_that_would_hide_it(waiting):
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        make_next_picture(NOW)
