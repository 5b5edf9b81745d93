"""Reads of pictures, to be joined to the rows of a medicine; what was uploaded stays unread."""

from datetime import datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import JSONObject


class PictureQuerySet(QuerySet):
    """Pictures; `original` is read only where its name is said."""

    def light(self):
        """Without what was uploaded."""
        return self.defer("original")

    def made(self):
        """Those whose sizes are there, in the order of their medicine's page."""
        return self.exclude(address="").order_by("medicine_id", "position")

    def broken(self):
        """Those that no sizes can be made of."""
        return self.filter(is_broken=True)

    def waiting(self, now: datetime):
        """Those that nobody is making sizes of, the first to come first."""
        waiting = self.filter(address="", is_broken=False, next_at__lte=now)
        return waiting.order_by("next_at", "pk")

    def of_outer_medicine(self):
        """Of the medicine of an outer query."""
        return self.filter(medicine=OuterRef("pk"))

    def as_shown(self, most: int | None = None):
        """Of the medicine of an outer query: its first pictures as {address, alt}."""
        picture = JSONObject(address="address", alt="alt")
        return ArraySubquery(self.of_outer_medicine().made().values(picture=picture)[:most])

    def any_of_outer_medicine(self):
        """Whether the medicine of an outer query has one of these."""
        return Exists(self.of_outer_medicine())
