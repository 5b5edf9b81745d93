"""The worker makes the sizes of what was uploaded, one picture a turn.

A row is leased for a while, so that a worker that dies leaves it to the next one, and the database
is held while nothing is drawn. `looking.py` has bounded the work: it takes a fraction of a second.
"""

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from catalog.pictures.links import picture_address
from catalog.pictures.models import Picture, PictureSize
from catalog.pictures.squares import squares_of

LEASE = timedelta(minutes=2)
# What has ended three workers would end every other.
MOST_TRIES = 3
log = logging.getLogger(__name__)


def make_next_picture(now: datetime) -> bool:
    """Make the sizes of the picture that waits longest; whether there was any.

    One that cannot be read is marked, for staff to upload anew, and never tried again.
    """
    picture = _leased(now)
    if picture is None:
        return False
    if not picture.is_broken:
        _make(picture)
    return True


@transaction.atomic(durable=True)
def _leased(now: datetime) -> Picture | None:
    """The next one, this worker's alone until its `next_at`."""
    waiting = Picture.objects.waiting(now).light().select_for_update(skip_locked=True, no_key=True)
    picture = waiting.first()
    if picture is None:
        return None
    picture.is_broken = picture.tries >= MOST_TRIES
    picture.tries, picture.next_at = picture.tries + 1, now + LEASE
    picture.save(update_fields=["is_broken", "tries", "next_at"])
    return picture


def _make(picture: Picture) -> None:
    found = _ours(picture).values_list("original", "medicine__slug").first()
    if found is None:
        return  # removed meanwhile
    original, slug = found
    try:
        squares = squares_of(bytes(original))
    except Exception:  # whatever a reader makes of broken bytes
        log.exception("Picture %s cannot be read", picture.pk)
        _ours(picture).update(is_broken=True)
    else:
        _keep(picture, picture_address(slug, squares.values()), squares)


@transaction.atomic
def _keep(picture: Picture, address: str, squares: dict[int, bytes]) -> None:
    """Unless it is another worker's by now, or removed."""
    if _ours(picture).update(address=address):
        PictureSize.objects.bulk_create(
            PictureSize(picture=picture, width=width, content=content)
            for width, content in squares.items()
        )


def _ours(picture: Picture) -> QuerySet[Picture]:
    """The row, as long as it is leased to whoever took it until then."""
    waiting = Picture.objects.filter(address="", is_broken=False)
    return waiting.filter(pk=picture.pk, next_at=picture.next_at)
