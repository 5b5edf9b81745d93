"""Prices that change by themselves: from a moment on, for a while or for good."""

from decimal import Decimal

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import Case, F, Func, Q, When
from django.utils.translation import gettext_lazy as _

from catalog.prices.how import LONGEST_WHY
from catalog.prices.schedule.ahead import Ahead
from catalog.prices.schedule.querysets import ScheduledPriceQuerySet
from catalog.prices.schedule.rules import OPEN, ScheduleState, Times

LONGEST_PROBLEM = 200
TRIES = ("tries", "next_try_at", "problem")
# All that is written of one but by who plans it.
WHAT_BECAME_OF_IT = ("state", "started_at", "price_before", "price_stayed", "cancelled_by", *TRIES)
WAITING, RUNNING = ScheduleState.WAITING, ScheduleState.RUNNING


class ScheduledPrice(models.Model):
    """A pack's price from `starts_at` on, until `ends_at` where it has an end.

    Staff write what is to come (schedule/actions.py), the worker what has come of it
    (schedule/applying.py). `started_at` is later than `starts_at` where the worker stood still.
    """

    pack = models.ForeignKey("catalogue.Product", models.CASCADE, related_name="scheduled_prices")
    price = models.DecimalField(max_digits=12, decimal_places=2, help_text=_("Including tax."))
    units = models.PositiveIntegerField(
        help_text=_("Of the pack when it was scheduled: made another size, it keeps its price.")
    )
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, help_text=_("Empty: the price stays."))
    state = models.CharField(max_length=9, choices=ScheduleState.choices, default=WAITING)
    started_at = models.DateTimeField(null=True)
    price_before = models.DecimalField(
        max_digits=12, decimal_places=2, null=True, help_text=_("What it returns to.")
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    why = models.CharField(max_length=LONGEST_WHY, blank=True)
    made_at = models.DateTimeField()
    price_stayed = models.BooleanField(
        default=False, help_text=_("Somebody changed the pack meanwhile: nothing returned.")
    )
    tries = models.PositiveSmallIntegerField(default=0, help_text=_("In vain, of what is due now."))
    next_try_at = models.DateTimeField(null=True)
    problem = models.CharField(
        max_length=LONGEST_PROBLEM, blank=True, help_text=_("Why it could not be set.")
    )
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    due_at = models.GeneratedField(
        expression=Case(
            When(state=WAITING, then=F("starts_at")), When(state=RUNNING, then=F("ends_at"))
        ),
        output_field=models.DateTimeField(null=True),
        db_persist=True,
    )

    objects = ScheduledPriceQuerySet.as_manager()

    class Meta:
        app_label = "prices"
        default_permissions = ("view", "add", "change")
        ordering = ["starts_at", "pk"]
        verbose_name = _("scheduled price")
        verbose_name_plural = _("scheduled prices")
        indexes = [
            models.Index(name="scheduled_price_due", fields=["due_at"]),
            models.Index(name="scheduled_price_by_start", fields=["starts_at"]),
        ]
        constraints = [
            models.CheckConstraint(name="scheduled_price_is_above_zero", condition=Q(price__gt=0)),
            models.CheckConstraint(
                name="scheduled_price_ends_after_it_starts",
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
            ),
            models.CheckConstraint(
                name="scheduled_price_is_in_a_known_state",
                condition=Q(state__in=ScheduleState.values),
            ),
            models.CheckConstraint(
                name="scheduled_price_knows_what_it_returns_to_once_started",
                condition=Q(started_at__isnull=True, price_before__isnull=True)
                | Q(started_at__isnull=False, price_before__isnull=False),
            ),
            models.CheckConstraint(
                name="scheduled_price_runs_from_its_start_until_an_end",
                condition=~Q(state__in=OPEN)
                | Q(state=WAITING, started_at__isnull=True)
                | Q(state=RUNNING, started_at__isnull=False, ends_at__isnull=False),
            ),
            models.CheckConstraint(
                name="scheduled_price_is_cancelled_by_somebody",
                condition=Q(state=ScheduleState.CANCELLED, cancelled_by__isnull=False)
                | ~Q(state=ScheduleState.CANCELLED) & Q(cancelled_by__isnull=True),
            ),
            models.CheckConstraint(
                name="scheduled_price_is_tried_again_after_a_failure",
                condition=Q(tries=0, next_try_at__isnull=True)
                | Q(tries__gt=0, next_try_at__isnull=False) & ~Q(problem=""),
            ),
            ExclusionConstraint(
                name="pack_has_one_scheduled_price_at_a_time",
                expressions=[
                    ("pack", RangeOperators.EQUAL),
                    (
                        Func(
                            "starts_at",
                            "ends_at",
                            function="tstzrange",
                            output_field=DateTimeRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(state__in=OPEN),
            ),
        ]

    def __str__(self):
        return f"{self.pack}: {self.price}"

    @property
    def is_of_another_size(self) -> bool:
        """Whether the pack was made another size since: then this is not its price."""
        return self.units != self.pack.units

    @property
    def times(self) -> Times:
        return Times(self.state, self.starts_at, self.ends_at)

    def forget_tries(self) -> None:
        """Nothing is to be tried again."""
        self.tries, self.next_try_at, self.problem = 0, None, ""

    @property
    def ahead(self) -> Ahead:
        """For who sets another price meanwhile."""
        return Ahead(self.price, self.units, self.starts_at, self.ends_at, self.price_before)

    @property
    def seen(self) -> str:
        """What its reader has before the eyes, so that nobody undoes what a colleague wrote."""
        times = [at and at.timestamp() for at in (self.starts_at, self.ends_at)]
        return " ".join(str(part) for part in (self.price, *times, self.why))

    @property
    def compared_with(self) -> Decimal:
        """The price it changes: the one before it, else, of `with_names`, today's."""
        return self.price_now if self.price_before is None else self.price_before

    @property
    def never_ran(self) -> bool:
        """Whether its whole time passed before the worker came."""
        return self.state == ScheduleState.ENDED and self.started_at is None
