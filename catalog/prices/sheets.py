"""A file of prices that somebody sent, what was wrong in it, and how far it has been read."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.utils.translation import gettext_lazy as _

MOST_BYTES = 10 * 1024 * 1024
# Of what was wrong in one file no more is kept: nobody reads on.
MOST_PROBLEMS = 1_000
LONGEST_NAME, LONGEST_FOUND, LONGEST_WORDS = 200, 60, 500


class PriceSheet(models.Model):
    """Where the prices of a proposal were read.

    `problems` counts all that is wrong in it; while there is any, its prices cannot be applied.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        READING = "reading", _("Being read")
        READ = "read", _("Read")
        REFUSED = "refused", _("Refused")

    proposal = models.OneToOneField("prices.Proposal", models.CASCADE, related_name="sheet")
    file_name = models.CharField(max_length=LONGEST_NAME)
    state = models.CharField(max_length=16, choices=State.choices, default=State.WAITING)
    rows = models.PositiveIntegerField(default=0)
    rows_read = models.PositiveIntegerField(default=0)
    rows_same = models.PositiveIntegerField(default=0)
    problems = models.PositiveIntegerField(default=0)
    seconds = models.FloatField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(help_text=_("When a worker may take it: a lease while read."))

    class Meta:
        app_label = "prices"
        default_permissions = ()
        indexes = [
            models.Index(
                name="sheets_to_read",
                fields=["next_at"],
                condition=Q(state__in=["waiting", "reading"]),
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="sheet_is_refused_for_its_problems",
                condition=~Q(state="read") & ~Q(state="refused")
                | Q(state="read", problems=0)
                | Q(state="refused", problems__gt=0),
            ),
            models.CheckConstraint(
                name="sheet_has_no_more_read_than_there_is",
                condition=Q(rows_same__lte=models.F("rows_read"), rows_read__lte=models.F("rows")),
            ),
        ]

    def __str__(self):
        return self.file_name

    @property
    def is_being_read(self) -> bool:
        return self.state in (self.State.WAITING, self.State.READING)

    @property
    def is_refused(self) -> bool:
        return self.state == self.State.REFUSED

    @property
    def problems_not_kept(self) -> int:
        return max(self.problems - MOST_PROBLEMS, 0)


class SheetFile(models.Model):
    """The bytes of a sheet until they are read; a row of its own, so that no page loads them."""

    sheet = models.OneToOneField(PriceSheet, models.CASCADE, related_name="file")
    content = models.BinaryField()

    class Meta:
        app_label = "prices"
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="sheet_has_at_most_10_mb",
                condition=LessThanOrEqual(Length("content"), MOST_BYTES),
            )
        ]

    def __str__(self):
        return f"{self.sheet_id}: {len(self.content)} bytes"


class UnchangedRows(models.Model):
    """Rows of a sheet, many at once, that said what the shop said: pack, price and number of each.

    They are no part of the proposal until somebody else moves one of the prices.
    """

    sheet = models.ForeignKey(PriceSheet, models.CASCADE, related_name="unchanged")
    packs = ArrayField(models.BigIntegerField())
    prices = ArrayField(models.DecimalField(max_digits=12, decimal_places=2))
    numbers = ArrayField(models.PositiveIntegerField())

    class Meta:
        app_label = "prices"
        default_permissions = ()

    def __str__(self):
        return f"{self.sheet_id}: {len(self.packs)} rows"


class SheetProblem(models.Model):
    """What is wrong in a row of a sheet, and unless it is "", in which column."""

    sheet = models.ForeignKey(PriceSheet, models.CASCADE, related_name="kept_problems")
    row = models.PositiveIntegerField()
    column = models.CharField(max_length=20, blank=True)
    found = models.CharField(max_length=LONGEST_FOUND, blank=True)
    words = models.CharField(max_length=LONGEST_WORDS)

    class Meta:
        app_label = "prices"
        default_permissions = ()
        ordering = ["row", "pk"]

    def __str__(self):
        return f"{self.row} {self.column}: {self.words}"
