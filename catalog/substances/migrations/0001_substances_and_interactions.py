from django.core.validators import MinValueValidator
from django.db import migrations, models
from django.db.models import F, Q
from django.db.models.functions.text import Lower

from catalog.at_once import AtOnce, key

SEVERITIES = [
    ("serious", "serious"),
    ("moderate", "moderate"),
    ("minor", "minor"),
]


class Migration(migrations.Migration):
    initial = True
    dependencies = [("catalogue", "0033_what_is_sold")]
    operations = [
        AtOnce(
            migrations.CreateModel(
                "Substance",
                [
                    ("id", key()),
                    ("name", models.CharField(max_length=120, unique=True)),
                    (
                        "other_names",
                        models.CharField(
                            max_length=500,
                            blank=True,
                            help_text="Brand and other names patients use, separated by commas.",
                        ),
                    ),
                    (
                        "is_group",
                        models.BooleanField(
                            verbose_name="group",
                            default=False,
                            help_text="As in opioids: it has members, not medicines.",
                        ),
                    ),
                    (
                        "general_sale_up_to",
                        models.PositiveIntegerField(
                            blank=True,
                            null=True,
                            validators=[MinValueValidator(1)],
                            help_text="Units a pack; a larger one a pharmacist has to agree to.",
                        ),
                    ),
                    (
                        "pharmacy_up_to",
                        models.PositiveIntegerField(
                            blank=True,
                            null=True,
                            validators=[MinValueValidator(1)],
                            help_text="Units a pack; a larger one needs a prescription.",
                        ),
                    ),
                    (
                        "max_units_per_sale",
                        models.PositiveIntegerField(
                            verbose_name="most units in an order",
                            blank=True,
                            null=True,
                            validators=[MinValueValidator(1)],
                            help_text="Over all medicines that contain it.",
                        ),
                    ),
                    (
                        "members",
                        models.ManyToManyField(
                            blank=True,
                            related_name="groups",
                            to="substances.substance",
                            help_text="Of a group.",
                        ),
                    ),
                    (
                        "medicines",
                        models.ManyToManyField(
                            blank=True,
                            limit_choices_to={"structure": "parent"},
                            related_name="substances",
                            to="catalogue.product",
                            help_text="All that contain it.",
                        ),
                    ),
                ],
                {
                    "ordering": ["name"],
                    "constraints": [
                        models.CheckConstraint(
                            condition=Q(name=Lower("name"))
                            & ~Q(name="")
                            & ~Q(name__regex="^\\s|\\s$|\\s\\s"),
                            name="substance_has_one_spelling",
                        ),
                        models.CheckConstraint(
                            condition=Q(general_sale_up_to__isnull=True)
                            | Q(pharmacy_up_to__isnull=True)
                            | Q(general_sale_up_to__lte=F("pharmacy_up_to")),
                            name="substance_sizes_ascend",
                        ),
                        models.CheckConstraint(
                            condition=~Q(general_sale_up_to=0)
                            & ~Q(pharmacy_up_to=0)
                            & ~Q(max_units_per_sale=0),
                            name="substance_sizes_are_at_least_one_unit",
                        ),
                        models.CheckConstraint(
                            condition=Q(is_group=False)
                            | Q(
                                general_sale_up_to__isnull=True,
                                max_units_per_sale__isnull=True,
                                pharmacy_up_to__isnull=True,
                            ),
                            name="group_has_no_sizes",
                        ),
                        models.UniqueConstraint(
                            fields=["id", "is_group"], name="substance_and_its_kind"
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                "Interaction",
                [
                    ("id", key()),
                    (
                        "a",
                        models.ForeignKey(
                            "substances.substance",
                            models.PROTECT,
                            verbose_name="substance",
                            related_name="+",
                        ),
                    ),
                    (
                        "b",
                        models.ForeignKey(
                            "substances.substance",
                            models.PROTECT,
                            verbose_name="and",
                            related_name="+",
                        ),
                    ),
                    (
                        "severity",
                        models.CharField(
                            max_length=8,
                            choices=SEVERITIES,
                        ),
                    ),
                    (
                        "advice",
                        models.TextField(
                            max_length=500,
                            help_text="What happens and what to do; shoppers read it as well.",
                        ),
                    ),
                    (
                        "source",
                        models.CharField(
                            max_length=255,
                            blank=True,
                            help_text="As in “FDA label of baclofen, precautions”.",
                        ),
                    ),
                    (
                        "reviewed_by",
                        models.CharField(
                            max_length=120,
                            blank=True,
                            help_text="Empty: to be reviewed by a pharmacist.",
                        ),
                    ),
                ],
                {
                    "ordering": ["a__name", "b__name"],
                    "constraints": [
                        models.CheckConstraint(
                            condition=Q(a__lt=F("b")), name="interaction_is_of_two_in_one_order"
                        ),
                        models.UniqueConstraint(
                            fields=["a", "b"], name="interaction_of_a_pair_once"
                        ),
                        models.CheckConstraint(
                            condition=Q(severity__in=[severity for severity, _words in SEVERITIES]),
                            name="interaction_severity_is_known",
                        ),
                        models.CheckConstraint(
                            condition=~Q(advice=""), name="interaction_has_advice"
                        ),
                    ],
                },
            ),
        )
    ]
