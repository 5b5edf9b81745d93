"""The database itself refuses a picture that must never be."""

import pytest
from django.db import IntegrityError, transaction

from catalog.pictures.models import Picture, PictureSize
from tests.catalog.pictures.drawn import a_picture
from tests.catalog.test_constraints import assert_only, change
from tests.factories import a_medicine

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("medicine_has_a_few_pictures", {"position": 0}),
        ("medicine_has_a_few_pictures", {"position": 7}),
        ("picture_says_what_is_seen", {"alt": ""}),
        ("picture_says_what_is_seen", {"alt": " \t"}),
    ],
)
def test_a_picture_is_refused(medicine, constraint, values):
    picture = a_picture(medicine, made=False)
    assert_only(constraint, lambda: change(picture, **values))


def test_a_picture_that_is_broken_is_not_shown(medicine):
    picture = a_picture(medicine)
    assert_only("broken_picture_is_not_shown", lambda: change(picture, is_broken=True))


def test_two_pictures_never_share_a_place(medicine):
    first, second = a_picture(medicine, made=False), a_picture(medicine, made=False)
    assert_only("picture_has_a_place_of_its_own", lambda: change(second, position=first.position))


def copied(picture: Picture, **values) -> Picture:
    kept = ("medicine_id", "alt", "added_by", "added_at", "next_at", "position", "original")
    return Picture(**{name: getattr(picture, name) for name in kept} | values)


def test_a_medicine_never_has_a_picture_twice(medicine):
    picture = a_picture(medicine, made=False)
    assert_only("medicine_has_a_picture_once", lambda: copied(picture, position=2).save())


def test_a_picture_is_of_a_medicine_not_of_a_pack(medicine):
    picture, pack = a_picture(a_medicine(), made=False), medicine.children.first()
    assert_only("picture_is_of_a_medicine", lambda: copied(picture, medicine_id=pack.pk).save())


def test_a_size_is_one_that_pages_show_and_is_there_once(medicine):
    picture = a_picture(medicine)
    for constraint, width in (
        ("picture_has_a_size_once", 96),
        ("picture_has_the_sizes_pages_show", 97),
    ):
        size = {"picture": picture, "width": width, "content": b"a square"}
        assert_only(constraint, lambda size=size: PictureSize.objects.create(**size))


@pytest.mark.parametrize(
    ("made", "values"),
    [(True, {"address": "other"}), (True, {"original": b"other"}), (False, {"original": b"other"})],
)
def test_what_an_address_opens_never_changes(medicine, made, values):
    picture = a_picture(medicine, made=made)
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        change(picture, **values)


def test_a_picture_stays_with_its_medicine(medicine):
    picture, other = a_picture(medicine), a_medicine()
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        change(picture, medicine=other)


def test_a_size_never_changes(medicine):
    size = a_picture(medicine).sizes.first()
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        change(size, content=b"other")
