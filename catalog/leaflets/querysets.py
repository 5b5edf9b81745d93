"""Reads of reviews and leaflets, to be joined to the rows of a medicine."""

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, Exists, Func, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject


class TextDigest(Func):
    """Of a medicine's text as it stands now, by the medicine's id (migration 0002)."""

    function = "leaflets_text_digest"
    output_field = CharField()


class MonographReviewQuerySet(QuerySet):
    """Texts that pharmacists stood for."""

    def that_count(self):
        """Of the medicine of an outer query: those of its text as it stands, newest first.

        What the demo's people stood for counts in a demo only.
        """
        medicine = OuterRef("pk")
        found = self.filter(medicine=medicine, digest=TextDigest(medicine))
        return (found.filter(is_demo=False) if settings.LIVE else found).order_by("-on", "-pk")

    def as_shown(self):
        """The newest of `that_count` as {name, registration, on}, None without one."""
        shown = JSONObject(name="name", registration="registration", on="on")
        return Subquery(self.that_count().values(shown=shown)[:1])


class LeafletQuerySet(QuerySet):
    """Leaflets, whose content stays in the database unless it is asked for."""

    def newest(self):
        """The one shown of each dosage, by medicine and place on its page."""
        newer = self.model.objects.filter(dosage=OuterRef("dosage"), pk__gt=OuterRef("pk"))
        return self.filter(~Exists(newer)).order_by(
            "dosage__medicine__title", "dosage__medicine_id", "dosage__position", "dosage_id"
        )

    def as_links(self):
        """Of the medicine of an outer query: its newest as {label, address, bytes}."""
        link = JSONObject(label="dosage__label", address="address", bytes="bytes")
        of_the_medicine = self.filter(dosage__medicine=OuterRef("pk"))
        newest = of_the_medicine.newest().order_by("dosage__position", "dosage_id")
        return ArraySubquery(newest.values(link=link))
