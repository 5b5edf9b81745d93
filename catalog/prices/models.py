"""Prices that staff propose for many packs at once, look at, and apply together."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from catalog.models import Dosage, Product
from catalog.moments import for_staff
from catalog.prices.how import LONGEST_WHY, How
from catalog.prices.rounding import Change, Ending, Rule


class Proposal(models.Model):
    """New prices for some packs, seen before they are.

    A rule makes those of a change of many at once; those of an undoing are what was there before;
    those of a sheet are what somebody typed.
    """

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        APPLIED = "applied", _("Applied")

    how = models.CharField(max_length=16, choices=How.choices)
    state = models.CharField(max_length=16, choices=State.choices, default=State.OPEN)
    change = models.CharField(max_length=16, choices=Change.choices, blank=True)
    amount = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    ending = models.CharField(max_length=16, choices=Ending.choices, blank=True)
    why = models.CharField(max_length=LONGEST_WHY, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "prices"
        default_permissions = ()
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="proposal_is_applied_at_a_moment",
                condition=Q(state="open", applied_at__isnull=True)
                | Q(state="applied", applied_at__isnull=False),
            ),
            models.CheckConstraint(
                name="proposal_has_a_whole_rule_or_none",
                condition=Q(change="", amount__isnull=True, ending="")
                | ~Q(change="") & Q(amount__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.get_how_display()}, {for_staff(self.made_at)}"

    @property
    def rule(self) -> Rule | None:
        """None where none was chosen yet, or none makes these prices."""
        if not self.change or self.amount is None:
            return None
        return Rule(Change(self.change), Decimal(self.amount), Ending(self.ending))

    @cached_property
    def read_in(self) -> "PriceSheet | None":
        """The sheet its prices were read in; None where they were computed."""
        if self.how != How.SHEET:
            return None
        return PriceSheet.objects.filter(proposal=self).first()


class ProposedPrice(models.Model):
    """A pack's part in a proposal: the price it had when it was computed, and the new one.

    `price` is None while no rule was chosen, and where the rule leaves no price. A pack that is
    not there yet has dosage and units instead, and no price it was seen at; applying adds it.
    """

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="prices")
    pack = models.ForeignKey(Product, models.CASCADE, null=True, related_name="+")
    dosage = models.ForeignKey(Dosage, models.CASCADE, null=True, related_name="+")
    units = models.PositiveIntegerField(null=True)
    seen = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    price = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    ends_sale = models.BooleanField(
        default=False, help_text=_("Its pack goes off sale; the price stays.")
    )
    takes_part = models.BooleanField(default=True)
    row = models.PositiveIntegerField(null=True, help_text=_("Of the sheet it was read in."))

    class Meta:
        app_label = "prices"
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(name="pack_is_in_a_proposal_once", fields=["proposal", "pack"]),
            models.UniqueConstraint(
                name="new_pack_is_in_a_proposal_once", fields=["proposal", "dosage", "units"]
            ),
            models.CheckConstraint(
                name="proposed_price_is_above_zero",
                condition=Q(price__isnull=True) | Q(price__gt=0),
            ),
            models.CheckConstraint(
                name="proposed_is_a_pack_or_a_new_one",
                condition=Q(pack__isnull=False, seen__isnull=False, dosage=None, units=None)
                | Q(pack=None, seen=None, dosage__isnull=False, units__gte=1, price__isnull=False),
            ),
            models.CheckConstraint(
                name="proposed_price_is_of_a_pack_that_stays_on_sale",
                condition=Q(ends_sale=False) | Q(pack__isnull=False, price=None),
            ),
        ]

    def __str__(self):
        return f"{self.pack_id or 'new'}: {self.seen} -> {self.price}"

    @property
    def is_new(self) -> bool:
        return self.pack_id is None

    @property
    def key(self) -> int:
        """Which pack it is about in its proposal; below zero where that is not there yet."""
        return self.pack_id or -self.pk


# Stand in files of their own; Django looks for them here.
from catalog.prices.scheduled import ScheduledPrice as ScheduledPrice  # noqa: E402
from catalog.prices.sheets import PriceSheet as PriceSheet  # noqa: E402
from catalog.prices.sheets import SheetFile as SheetFile  # noqa: E402
from catalog.prices.sheets import SheetProblem as SheetProblem  # noqa: E402
from catalog.prices.sheets import UnchangedRows as UnchangedRows  # noqa: E402
