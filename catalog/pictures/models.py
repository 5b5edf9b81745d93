"""What medicines look like: a few pictures each, and the squares that are made of them.

The files lie in the database, as leaflets do: they are few and small, come with its backup, are
there as soon as the row that names them and gone with it, and no web process needs a disk.
"""

from django.conf import settings
from django.db import models
from django.db.models import Deferrable, F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from catalog.pictures.limits import MOST_PICTURES, WIDTHS
from catalog.pictures.links import PictureShown
from catalog.pictures.querysets import PictureQuerySet


class Picture(models.Model):
    """One picture of a medicine, shown once the worker has made its sizes."""

    medicine = models.ForeignKey("catalogue.Product", models.CASCADE, related_name="pictures")
    position = models.PositiveSmallIntegerField(help_text=_("From 1: the first stands in lists."))
    alt = models.CharField(max_length=160, help_text=_("What is seen."))
    original = models.BinaryField(help_text=_("What was seen of the upload; served to nobody."))
    sha256 = models.GeneratedField(
        expression=Func(Func(F("original"), function="sha256"), Value("hex"), function="encode"),
        output_field=models.CharField(max_length=64),
        db_persist=True,
    )
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    # Of making its sizes.
    address = models.CharField(
        max_length=275, blank=True, help_text=_("As in baclofen-0123456789ab; empty: not made.")
    )
    is_broken = models.BooleanField(default=False)
    tries = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(help_text=_("When a worker may take it, or take it over."))

    objects = PictureQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["medicine_id", "position"]
        indexes = [
            models.Index(name="picture_has_an_address", fields=["address"]),
            models.Index(
                name="picture_waits_for_its_sizes",
                fields=["next_at", "id"],
                condition=Q(address="", is_broken=False),
            ),
            models.Index(
                name="pictures_that_are_broken", fields=["medicine"], condition=Q(is_broken=True)
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                name="picture_has_a_place_of_its_own",
                fields=["medicine", "position"],
                deferrable=Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                name="medicine_has_a_few_pictures",
                condition=Q(position__gte=1, position__lte=MOST_PICTURES),
            ),
            models.UniqueConstraint(
                name="medicine_has_a_picture_once", fields=["medicine", "sha256"]
            ),
            models.CheckConstraint(name="picture_says_what_is_seen", condition=Q(alt__regex=r"\S")),
            models.CheckConstraint(
                name="broken_picture_is_not_shown", condition=Q(is_broken=False) | Q(address="")
            ),
        ]

    def __str__(self):
        return self.alt

    @property
    def shown(self) -> PictureShown | None:
        """None until its sizes are made."""
        return PictureShown(self.address, self.alt) if self.address else None


class PictureSize(models.Model):
    """A square of a picture, so many pixels wide and high, as WebP. It never changes."""

    picture = models.ForeignKey(Picture, models.CASCADE, related_name="sizes")
    width = models.PositiveSmallIntegerField()
    content = models.BinaryField()

    class Meta:
        default_permissions = ()
        ordering = ["picture_id", "width"]
        constraints = [
            models.UniqueConstraint(name="picture_has_a_size_once", fields=["picture", "width"]),
            models.CheckConstraint(
                name="picture_has_the_sizes_pages_show", condition=Q(width__in=WIDTHS)
            ),
        ]

    def __str__(self):
        return f"{self.picture} ({self.width})"
