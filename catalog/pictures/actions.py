"""What staff do about a medicine's pictures; the worker makes their sizes (making.py)."""

from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from catalog.actions import lock_medicine
from catalog.models import Product
from catalog.pictures.limits import MOST_PICTURES
from catalog.pictures.models import Picture


class CannotAdd(Exception):
    """Nothing was added; the text says why."""


@transaction.atomic
def add_picture(medicine: Product, original: bytes, *, alt: str, by: Any, now: datetime) -> Picture:
    """Put what `looking.looked_at` made behind the others. Raises CannotAdd."""
    lock_medicine(medicine.pk)
    others = Picture.objects.filter(medicine=medicine)
    if others.filter(sha256=sha256(original).hexdigest()).exists():
        raise CannotAdd(_("%s has this picture already.") % medicine.title)
    place = others.count() + 1
    if place > MOST_PICTURES:
        words = _("There are %s pictures, and no more fit: remove one first.")
        raise CannotAdd(words % MOST_PICTURES)
    return Picture.objects.create(
        medicine=medicine,
        position=place,
        alt=alt,
        original=original,
        added_by=by,
        added_at=now,
        next_at=now,
    )


def describe(picture: Picture, alt: str) -> None:
    """Say otherwise what is seen."""
    Picture.objects.filter(pk=picture.pk).update(alt=alt)


@transaction.atomic
def move_earlier(picture: Picture) -> bool:
    """Change places with the one before, and whether it did: the first stays the first."""
    place = _place(picture)
    if place is None or place == 1:
        return False
    swapped = 2 * place - 1 - F("position")
    pair = Picture.objects.filter(medicine=picture.medicine_id, position__in=(place - 1, place))
    pair.update(position=swapped)
    return True


@transaction.atomic
def remove_picture(picture: Picture) -> None:
    """For good, its sizes too; those behind it move up. Nothing happens where it is gone."""
    place = _place(picture)
    if place:
        Picture.objects.filter(pk=picture.pk).delete()
        behind = Picture.objects.filter(medicine=picture.medicine_id, position__gt=place)
        behind.update(position=F("position") - 1)


def _place(picture: Picture) -> int | None:
    """Where it stands now, and until the transaction ends; None where it is gone.

    A worker that is just keeping its sizes is waited for: they would be left behind.
    """
    lock_medicine(picture.medicine_id)
    one = Picture.objects.select_for_update().filter(pk=picture.pk)
    return one.values_list("position", flat=True).first()
