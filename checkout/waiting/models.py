"""Who waits for what: a row lives until its mail is out, and not a day longer than half a year.

By the clock it was asked by: one that was ahead then keeps it for longer by as much.
"""

from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from checkout.waiting.querysets import WaitingQuerySet


class Waiting(models.Model):
    """An address to be mailed once, when a dosage can be bought again."""

    dosage = models.ForeignKey("catalogue.Dosage", models.CASCADE, related_name="waiting")
    email = models.EmailField(max_length=254)
    asked_at = models.DateTimeField(default=timezone.now)
    # Of the next try to mail it; a worker that has it keeps the others off by moving it on.
    next_at = models.DateTimeField(default=timezone.now)
    tries = models.PositiveSmallIntegerField(default=0)

    objects = WaitingQuerySet.as_manager()

    class Meta:
        ordering = ["next_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"), "dosage", name="an_address_waits_once_for_a_dosage"
            )
        ]

    def __str__(self):
        return f"{self.dosage_id}, since {self.asked_at:%Y-%m-%d}"
