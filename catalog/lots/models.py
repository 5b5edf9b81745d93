"""The lots whose units make up a dosage's pool, and what staff moved in and out of them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catalog.lots.querysets import LotQuerySet
from catalog.models import Dosage

# The lot of what was there before lots were written down: the only one without an expiry.
BEFORE_LOTS = "BEFORE-LOTS"


class Lot(models.Model):
    """Units of a dosage that were made together, as far as they are still here.

    What is withdrawn keeps its units, to be taken off the shelf; the pool counts them no more.
    """

    class Because(models.TextChoices):
        EXPIRED = "expired", _("expired")
        RECALLED = "recalled", _("recalled")
        DAMAGED = "damaged", _("damaged")

    dosage = models.ForeignKey(Dosage, models.CASCADE, related_name="lots")
    number = models.CharField(max_length=40, help_text=_("As numbers.as_lot_number writes it."))
    expires_on = models.DateField(null=True, help_text=_("From this day on it is given to nobody."))
    units = models.PositiveIntegerField(default=0)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_because = models.CharField(max_length=8, choices=Because, blank=True)

    objects = LotQuerySet.as_manager()

    class Meta:
        permissions = [("withdraw_lot", "Can withdraw lots")]
        constraints = [
            models.UniqueConstraint(name="dosage_has_a_lot_once", fields=["dosage", "number"]),
            # The target of the movements' composite foreign key (catalogue 0035).
            models.UniqueConstraint(name="lot_and_its_dosage", fields=["id", "dosage"]),
            models.CheckConstraint(
                name="lot_number_is_large_and_unspaced",
                condition=~Q(number="") & ~Q(number__regex=r"[a-z\s\u00a0]"),
            ),
            models.CheckConstraint(
                name="lot_knows_when_it_expires",
                condition=Q(expires_on__isnull=False) | Q(number=BEFORE_LOTS),
            ),
            models.CheckConstraint(
                name="lot_is_withdrawn_for_a_reason",
                condition=Q(withdrawn_at__isnull=True, withdrawn_because="")
                | Q(
                    withdrawn_at__isnull=False,
                    withdrawn_because__in=["expired", "recalled", "damaged"],
                ),
            ),
        ]
        indexes = [
            models.Index(
                fields=["expires_on"],
                name="lot_that_is_not_withdrawn",
                condition=Q(withdrawn_at__isnull=True),
            ),
            models.Index(fields=["number"], name="lot_by_its_number"),
        ]

    def __str__(self):
        return self.number


class StockMovement(models.Model):
    """A signed number of units that came into the pool or left it otherwise than by an order.

    Rows are only ever added. The oldest know of no lot.
    """

    dosage = models.ForeignKey(Dosage, models.CASCADE, related_name="movements")
    lot = models.ForeignKey(Lot, models.CASCADE, null=True, related_name="movements")
    units = models.IntegerField(help_text=_("Above 0: received. Below 0: taken out."))
    reason = models.CharField(max_length=255)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        # Where it was before there were lots: permissions and history go by that name.
        app_label = "catalogue"
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(name="movement_moves_something", condition=~Q(units=0)),
            models.CheckConstraint(name="movement_has_a_reason", condition=~Q(reason="")),
        ]

    def __str__(self):
        return f"{self.units:+} {self.dosage}: {self.reason}"
