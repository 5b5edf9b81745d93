from django.core.validators import RegexValidator
from django.db import migrations, models
from django.db.models import Q

from catalog.at_once import key


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ("shopfacts", "0001_shops_own_facts"),
        ("shopfacts", "0002_regulator_and_complaints"),
    ]
    dependencies = []
    operations = [
        migrations.CreateModel(
            "ShopFacts",
            [
                ("id", key()),
                (
                    "name",
                    models.CharField(
                        max_length=80,
                        default="Pharmacy",
                        help_text="On top of every page and in every mail.",
                    ),
                ),
                (
                    "owner",
                    models.CharField(
                        max_length=120,
                        blank=True,
                        help_text="The person or company that owns the pharmacy, as registered.",
                    ),
                ),
                (
                    "address",
                    models.TextField(
                        blank=True,
                        help_text="Of the pharmacy that supplies the medicines, as registered.",
                    ),
                ),
                (
                    "regulator",
                    models.CharField(
                        max_length=120,
                        blank=True,
                        help_text="Who keeps the register, such as General Pharmaceutical Council.",
                    ),
                ),
                (
                    "registration_number",
                    models.CharField(
                        max_length=60, blank=True, help_text="Of the pharmacy, not of a person."
                    ),
                ),
                (
                    "registration_url",
                    models.URLField(
                        blank=True, help_text="Where shoppers can check the registration."
                    ),
                ),
                (
                    "superintendent",
                    models.CharField(
                        max_length=120, blank=True, help_text="The pharmacist in charge."
                    ),
                ),
                (
                    "superintendent_registration",
                    models.CharField(max_length=60, blank=True, help_text="Of that pharmacist."),
                ),
                (
                    "hours",
                    models.CharField(
                        max_length=120, blank=True, help_text="When somebody answers."
                    ),
                ),
                (
                    "phone",
                    models.CharField(
                        max_length=40,
                        blank=True,
                        validators=[
                            RegexValidator(
                                "^\\+?[0-9(][0-9 ()./-]{2,}$",
                                "Enter a telephone number as it is dialled: digits, spaces, and a + in front.",
                            )
                        ],
                        help_text="As shoppers dial it.",
                    ),
                ),
                (
                    "email",
                    models.EmailField(
                        max_length=254, blank=True, help_text="Where shoppers write to."
                    ),
                ),
                (
                    "complaints_email",
                    models.EmailField(
                        max_length=254,
                        blank=True,
                        help_text="Where complaints go. How they are handled is a text: Complaints.",
                    ),
                ),
                (
                    "complaints_address",
                    models.TextField(
                        blank=True, help_text="To whom complaints go by post, with the name."
                    ),
                ),
                (
                    "tax_rate",
                    models.DecimalField(
                        max_digits=5,
                        decimal_places=2,
                        default=0,
                        help_text="In percent, included in every price; a category may have its own.",
                    ),
                ),
            ],
            {
                "verbose_name": "shop's own facts",
                "verbose_name_plural": "shop's own facts",
                "constraints": [
                    models.CheckConstraint(condition=Q(id=1), name="shop_has_one_set_of_facts"),
                    models.CheckConstraint(
                        condition=Q(tax_rate__gte=0, tax_rate__lt=100),
                        name="shop_tax_rate_is_a_percentage",
                    ),
                ],
            },
        ),
    ]
