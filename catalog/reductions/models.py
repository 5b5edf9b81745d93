"""What staff have announced: from when until when a pack's price is called reduced."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.lookups import LessThanOrEqual

from catalog.reductions.querysets import ReductionQuerySet
from catalog.reductions.rules import LONGEST


class Reduction(models.Model):
    """A pack's price is called reduced between two moments, while rules.py finds that it is.

    The former price is never stored: it is read from the recorded prices. So what pages show
    changes at both moments without any write; a page kept longer is wrong from then on.
    """

    pack = models.ForeignKey("catalogue.Product", models.CASCADE, related_name="reductions")
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    announced_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    announced_at = models.DateTimeField()
    # Set where it was ended before its time.
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    objects = ReductionQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        permissions = [("announce_reduction", "Can announce price reductions")]
        ordering = ["-begins_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="reduction_ends_after_it_begins", condition=Q(ends_at__gt=F("begins_at"))
            ),
            models.CheckConstraint(
                name="reduction_lasts_at_most_30_days",
                condition=LessThanOrEqual(F("ends_at") - F("begins_at"), LONGEST),
            ),
            ExclusionConstraint(
                name="pack_has_one_reduction_at_a_time",
                expressions=[
                    ("pack", RangeOperators.EQUAL),
                    (
                        Func(
                            "begins_at",
                            "ends_at",
                            function="tstzrange",
                            output_field=DateTimeRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]

    def __str__(self):
        return f"{self.pack}: {self.begins_at} - {self.ends_at}"
