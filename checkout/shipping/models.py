"""How orders reach people: methods, what they cost and where they go."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class DeliveryMethod(models.Model):
    """One way to deliver, at one price, free from a sum of goods where staff say so."""

    name = models.CharField(max_length=80, unique=True)
    description = models.CharField(
        max_length=160, blank=True, help_text=_("What a shopper may count on, such as a time.")
    )
    price = models.DecimalField(max_digits=12, decimal_places=2, help_text=_("Including tax."))
    free_from = models.DecimalField(
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("Goods worth this much or more are delivered free; empty: never."),
    )
    countries = models.ManyToManyField("address.Country", related_name="delivery_methods")
    is_offered = models.BooleanField(default=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        app_label = "shipping"
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(name="delivery_is_never_negative", condition=Q(price__gte=0)),
            models.CheckConstraint(
                name="delivery_is_free_from_a_sum_above_zero",
                condition=Q(free_from__isnull=True) | Q(free_from__gt=0),
            ),
        ]

    def __str__(self):
        return self.name


from oscar.apps.shipping.models import *  # noqa: E402, F403
