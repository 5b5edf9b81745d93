"""Who sells: facts regulators ask for and shoppers look for, one row."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ShopFacts(models.Model):
    """The shop's own facts. A fact nobody entered is shown nowhere."""

    name = models.CharField(max_length=80, default="Pharmacy")
    owner = models.CharField(max_length=120, blank=True)
    address = models.TextField(blank=True)
    registration_number = models.CharField(max_length=60, blank=True)
    registration_url = models.URLField(
        blank=True, help_text=_("Where shoppers can check the registration.")
    )
    superintendent = models.CharField(
        max_length=120, blank=True, help_text=_("The pharmacist in charge.")
    )
    superintendent_registration = models.CharField(max_length=60, blank=True)
    hours = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    tax_rate = models.DecimalField(
        max_digits=5,
        decimal_places=2,
        default=0,
        help_text=_("In percent, included in every price; a category may have its own."),
    )

    class Meta:
        verbose_name = verbose_name_plural = _("shop's own facts")
        constraints = [
            models.CheckConstraint(name="shop_has_one_set_of_facts", condition=Q(id=1)),
            models.CheckConstraint(
                name="shop_tax_rate_is_a_percentage",
                condition=Q(tax_rate__gte=0, tax_rate__lt=100),
            ),
        ]

    def __str__(self):
        return self.name


def shop_facts() -> ShopFacts:
    """The facts staff entered; a shop without them has only a name."""
    return ShopFacts.objects.first() or ShopFacts()
