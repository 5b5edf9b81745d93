"""Who sells: facts regulators ask for and shoppers look for, one row."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catalog.prepared import Prepared

dialled = RegexValidator(
    r"^\+?[0-9(][0-9 ()./-]{2,}$",
    _("Enter a telephone number as it is dialled: digits, spaces, and a + in front."),
)


class ShopFacts(models.Model):
    """The shop's own facts. A fact nobody entered is shown nowhere."""

    name = models.CharField(
        max_length=80, default="Pharmacy", help_text=_("On top of every page and in every mail.")
    )
    owner = models.CharField(
        max_length=120,
        blank=True,
        help_text=_("The person or company that owns the pharmacy, as registered."),
    )
    address = models.TextField(
        blank=True, help_text=_("Of the pharmacy that supplies the medicines, as registered.")
    )
    regulator = models.CharField(
        max_length=120,
        blank=True,
        help_text=_("Who keeps the register, such as General Pharmaceutical Council."),
    )
    registration_number = models.CharField(
        max_length=60, blank=True, help_text=_("Of the pharmacy, not of a person.")
    )
    registration_url = models.URLField(
        blank=True, help_text=_("Where shoppers can check the registration.")
    )
    superintendent = models.CharField(
        max_length=120, blank=True, help_text=_("The pharmacist in charge.")
    )
    superintendent_registration = models.CharField(
        max_length=60, blank=True, help_text=_("Of that pharmacist.")
    )
    hours = models.CharField(
        max_length=120,
        blank=True,
        help_text=_("When somebody answers."),
    )
    phone = models.CharField(
        max_length=40, blank=True, validators=[dialled], help_text=_("As shoppers dial it.")
    )
    email = models.EmailField(blank=True, help_text=_("Where shoppers write to."))
    complaints_email = models.EmailField(
        blank=True, help_text=_("Where complaints go. How they are handled is a text: Complaints.")
    )
    complaints_address = models.TextField(
        blank=True, help_text=_("To whom complaints go by post, with the name.")
    )
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
    return _FACTS.first() or ShopFacts()


_FACTS = Prepared(ShopFacts.objects.all)
