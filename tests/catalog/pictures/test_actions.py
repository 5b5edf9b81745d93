"""A medicine's pictures: a few, in an order, each once."""

import pytest
from django.utils import timezone

from catalog.pictures import actions, making
from catalog.pictures.actions import CannotAdd
from catalog.pictures.limits import MOST_PICTURES
from catalog.pictures.looking import looked_at
from catalog.pictures.models import Picture, PictureSize
from tests.catalog.pictures.drawn import a_photo, a_picture
from tests.factories import a_medicine, a_user
from tests.meanwhile import second_waits

pytestmark = pytest.mark.django_db


def places(medicine) -> list[tuple[int, str]]:
    return list(medicine.pictures.values_list("position", "alt"))


def three(medicine) -> list[Picture]:
    return [a_picture(medicine, alt, made=False) for alt in ("A", "B", "C")]


def test_a_picture_stands_behind_the_others(medicine):
    three(medicine)
    a_picture(a_medicine(), "Of another medicine", made=False)

    assert places(medicine) == [(1, "A"), (2, "B"), (3, "C")]


def test_a_medicine_has_a_few_pictures_and_no_more(medicine):
    for number in range(MOST_PICTURES):
        a_picture(medicine, f"Tablet {number}", made=False)

    with pytest.raises(CannotAdd, match="There are 6 pictures, and no more fit: remove one first."):
        a_picture(medicine, made=False)

    assert medicine.pictures.count() == MOST_PICTURES


def test_a_medicine_shows_a_picture_once(medicine):
    a_picture(medicine, content=a_photo(), made=False)

    with pytest.raises(CannotAdd, match="Baclofen has this picture already."):
        a_picture(medicine, "The same", content=a_photo(), made=False)
    a_picture(a_medicine(), content=a_photo(), made=False)

    assert medicine.pictures.count() == 1


def test_a_picture_moves_up_until_it_is_the_first(medicine):
    *_others, last = three(medicine)

    assert actions.move_earlier(last)
    assert places(medicine) == [(1, "A"), (2, "C"), (3, "B")]
    assert actions.move_earlier(last)
    assert not actions.move_earlier(last)
    assert places(medicine) == [(1, "C"), (2, "A"), (3, "B")]


def test_those_behind_a_removed_picture_move_up(medicine):
    first, *_others = three(medicine)

    actions.remove_picture(first)
    actions.remove_picture(first)
    actions.move_earlier(first)

    assert places(medicine) == [(1, "B"), (2, "C")]


def test_its_sizes_go_with_a_picture(medicine):
    picture, other = a_picture(medicine), a_picture(medicine)

    actions.remove_picture(picture)

    assert {size.picture for size in PictureSize.objects.all()} == {other}


def test_its_pictures_go_with_a_medicine(medicine):
    a_picture(medicine)
    medicine.children.all().delete()

    medicine.delete()

    assert not Picture.objects.exists()
    assert not PictureSize.objects.exists()


def test_what_is_seen_is_said_otherwise(medicine):
    picture = a_picture(medicine)

    actions.describe(picture, "Yellow capsule")

    picture.refresh_from_db()
    assert (picture.alt, picture.shown.alt) == ("Yellow capsule", "Yellow capsule")


# --- At once ------------------------------------------------------------------------------------


def adding(medicine, by, **photo):
    original = looked_at(a_photo(**photo))
    return lambda: actions.add_picture(medicine, original, alt="A", by=by, now=timezone.now())


@pytest.mark.django_db(transaction=True)
def test_of_two_who_add_the_last_one_at_once_the_second_is_told(medicine):
    by = a_user()
    for number in range(MOST_PICTURES - 1):
        a_picture(medicine, f"Tablet {number}", made=False, by=by)

    said = second_waits(adding(medicine, by, ground="red"), adding(medicine, by, ground="blue"))

    assert isinstance(said, CannotAdd)
    assert medicine.pictures.count() == MOST_PICTURES


@pytest.mark.django_db(transaction=True)
def test_a_button_pressed_twice_adds_one_picture(medicine):
    by = a_user()

    said = second_waits(adding(medicine, by), adding(medicine, by))

    assert isinstance(said, CannotAdd)
    assert medicine.pictures.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_move_pictures_at_once_leave_each_its_place(medicine):
    _first, second, third = three(medicine)

    moved = second_waits(lambda: actions.move_earlier(second), lambda: actions.move_earlier(third))

    assert moved is True
    assert places(medicine) == [(1, "B"), (2, "C"), (3, "A")]


@pytest.mark.django_db(transaction=True)
def test_a_picture_removed_while_its_sizes_are_kept_leaves_none_behind(medicine):
    picture = a_picture(medicine, made=False)
    leased = making._leased(timezone.now())
    squares = {96: b"a square"}

    said = second_waits(
        lambda: making._keep(leased, "baclofen-0", squares),
        lambda: actions.remove_picture(picture),
    )

    assert said is None
    assert not Picture.objects.exists()
    assert not PictureSize.objects.exists()
