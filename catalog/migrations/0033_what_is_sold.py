from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import migrations, models
from django.db.models import F, Q

from catalog.at_once import AtOnce, key

LEGAL_CLASSES = [
    ("GSL", "general sale"),
    ("P", "pharmacist must agree"),
    ("POM", "prescription-only"),
    ("CD", "controlled: cannot be sold here"),
]
UNITS = [
    ("pill", "pill"),
    ("tablet", "tablet"),
    ("capsule", "capsule"),
    ("inhaler", "inhaler"),
    ("tube", "tube"),
    ("bottle", "bottle"),
    ("vial", "vial"),
    ("ampoule", "ampoule"),
    ("syringe", "syringe"),
    ("pen", "pen"),
    ("spray", "spray"),
    ("sachet", "sachet"),
    ("patch", "patch"),
    ("suppository", "suppository"),
    ("lozenge", "lozenge"),
    ("strip", "strip"),
    ("jar", "jar"),
]
SECTIONS = [
    ("features", "Features"),
    ("benefits", "Benefits"),
    ("common_use", "Common use"),
    ("dosage_and_direction", "Dosage and direction"),
    ("precautions", "Precautions"),
    ("contraindications", "Contraindications"),
    ("possible_side_effects", "Possible side effects"),
    ("drug_interactions", "Drug interactions"),
    ("missed_dose", "Missed dose"),
    ("overdose", "Overdose"),
    ("storage", "Storage"),
    ("disclaimer", "Disclaimer"),
    ("clinical_evidence", "Clinical evidence"),
    ("other", "Other"),
]


class Migration(migrations.Migration):
    replaces = [
        ("catalogue", "0033_medicines_dosages_and_packs"),
        ("catalogue", "0038_category_has_its_own_address"),
        ("catalogue", "0039_dosage_label_is_small_and_unspaced"),
        ("catalogue", "0041_limits_per_patient_and_high_risk"),
        ("catalogue", "0043_movements_know_their_lot"),
    ]
    # Oscar's and the others' own first: they are quicker while only their own models are there.
    dependencies = [
        ("account", "0009_emailaddress_unique_primary_email"),
        ("address", "0007_useraddress_code"),
        ("admin", "0003_logentry_add_action_flag_choices"),
        ("analytics", "0003_auto_20200801_0817"),
        ("basket", "0012_line_code"),
        ("catalogue", "0032_category_exclude_from_menu_category_long_description"),
        ("communication", "0004_auto_20200801_0817"),
        ("customer", "0007_auto_20200801_0817"),
        ("flatpages", "0001_initial"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("offer", "0013_range_excluded_categories"),
        ("order", "0021_billingaddress_code_shippingaddress_code"),
        ("partner", "0007_partneraddress_code"),
        ("payment", "0005_auto_20200801_0817"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("reviews", "0005_productreview_code"),
        ("sessions", "0001_initial"),
        ("shipping", "0003_auto_20181115_1953"),
        ("voucher", "0010_auto_20210224_0712"),
        ("wishlists", "0004_auto_20220328_0939"),
    ]
    operations = [
        AtOnce(
            migrations.CreateModel(
                "Dosage",
                [
                    ("id", key()),
                    (
                        "medicine",
                        models.ForeignKey(
                            "catalogue.product", models.CASCADE, related_name="dosages"
                        ),
                    ),
                    ("label", models.CharField(max_length=60, help_text="As in 10mg.")),
                    ("position", models.PositiveSmallIntegerField(default=0)),
                    ("units_on_hand", models.PositiveIntegerField(default=0, editable=False)),
                    ("units_reserved", models.PositiveIntegerField(default=0, editable=False)),
                    ("units_short", models.PositiveIntegerField(default=0, editable=False)),
                ],
                {
                    "ordering": ["medicine", "position", "pk"],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=["medicine", "label"], name="medicine_has_a_dosage_once"
                        ),
                        models.CheckConstraint(condition=~Q(label=""), name="dosage_has_a_label"),
                        models.CheckConstraint(
                            condition=~Q(label__regex="[A-Z\\s\\u00a0]"),
                            name="dosage_label_is_small_and_unspaced",
                        ),
                        models.CheckConstraint(
                            condition=Q(units_reserved__lte=F("units_on_hand")),
                            name="dosage_reserves_no_more_than_it_has",
                        ),
                        models.CheckConstraint(
                            condition=Q(units_short=0)
                            | Q(
                                units_reserved=F("units_on_hand"),
                                units_short__lte=F("units_on_hand"),
                            ),
                            name="dosage_is_short_only_of_what_is_reserved",
                        ),
                        models.UniqueConstraint(
                            fields=["id", "medicine"], name="dosage_and_its_medicine"
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                "Medicine",
                [],
                {
                    "verbose_name": "medicine",
                    "verbose_name_plural": "medicines",
                    "ordering": ["title", "pk"],
                    "proxy": True,
                },
                bases=("catalogue.product",),
            ),
            migrations.CreateModel(
                "Pack",
                [],
                {
                    "verbose_name": "pack",
                    "verbose_name_plural": "packs",
                    "ordering": ["parent__title", "dosage__position", "units"],
                    "proxy": True,
                },
                bases=("catalogue.product",),
            ),
            migrations.CreateModel(
                "MonographSection",
                [
                    ("id", key()),
                    (
                        "medicine",
                        models.ForeignKey(
                            "catalogue.product", models.CASCADE, related_name="sections"
                        ),
                    ),
                    (
                        "kind",
                        models.CharField(max_length=24, choices=SECTIONS),
                    ),
                    ("title", models.CharField(max_length=255)),
                    ("body", models.TextField(help_text="Markdown; HTML is shown as text.")),
                    ("position", models.PositiveSmallIntegerField(default=0)),
                ],
                {
                    "ordering": ["medicine", "position", "pk"],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=["medicine", "kind"],
                            condition=~Q(kind="other"),
                            name="monograph_has_one_section_of_a_kind",
                        ),
                        models.CheckConstraint(
                            condition=Q(kind__in=[kind for kind, _words in SECTIONS]),
                            name="section_kind_is_known",
                        ),
                    ],
                },
            ),
            migrations.AddField(
                "category",
                "tax_rate",
                models.DecimalField(
                    max_digits=5,
                    decimal_places=2,
                    blank=True,
                    null=True,
                    help_text="In percent, included in prices; empty: the shop's rate.",
                ),
            ),
            migrations.AddConstraint(
                "category",
                models.CheckConstraint(
                    condition=Q(tax_rate__isnull=True) | Q(tax_rate__gte=0, tax_rate__lt=100),
                    name="category_tax_rate_is_a_percentage",
                ),
            ),
            migrations.AddConstraint(
                "category",
                models.UniqueConstraint(fields=["slug"], name="category_has_its_own_address"),
            ),
            migrations.AddField(
                "product",
                "legal_class",
                models.CharField(
                    max_length=3,
                    blank=True,
                    choices=LEGAL_CLASSES,
                    help_text="Of a pack: only where its size demands a stricter class than the medicine's.",
                ),
            ),
            migrations.AddField(
                "product", "is_demo", models.BooleanField(default=False, editable=False)
            ),
            migrations.AddField(
                "product", "headline", models.CharField(max_length=255, blank=True)
            ),
            migrations.AddField(
                "product",
                "summary",
                models.TextField(blank=True, help_text="One or two sentences, shown at the top."),
            ),
            migrations.AddField(
                "product", "introduction", models.TextField(blank=True, help_text="Markdown.")
            ),
            migrations.AddField(
                "product", "generic_name", models.CharField(max_length=255, blank=True)
            ),
            migrations.AddField(
                "product",
                "also_known_as",
                models.CharField(
                    max_length=255,
                    blank=True,
                    help_text="Brand and other names, separated by commas.",
                ),
            ),
            migrations.AddField(
                "product",
                "form",
                models.CharField(
                    max_length=60, blank=True, help_text="Such as Tablets or Inhaler."
                ),
            ),
            migrations.AddField(
                "product",
                "unit",
                models.CharField(
                    max_length=12, blank=True, choices=UNITS, help_text="What a pack counts."
                ),
            ),
            migrations.AddField(
                "product",
                "max_units_per_order",
                models.PositiveIntegerField(
                    blank=True, null=True, validators=[MinValueValidator(1)]
                ),
            ),
            migrations.AddField(
                "product",
                "max_units_per_period",
                models.PositiveIntegerField(
                    blank=True,
                    null=True,
                    validators=[MinValueValidator(1)],
                    help_text="Of one patient, over all orders of so many days.",
                ),
            ),
            migrations.AddField(
                "product",
                "period_days",
                models.PositiveSmallIntegerField(
                    blank=True,
                    null=True,
                    validators=[MinValueValidator(1)],
                    help_text="Days of that limit.",
                ),
            ),
            migrations.AddField(
                "product",
                "minimum_age",
                models.PositiveSmallIntegerField(blank=True, null=True, help_text="In years."),
            ),
            migrations.AddField(
                "product",
                "is_high_risk",
                models.BooleanField(
                    default=False, help_text="Approved only with a note of how it was verified."
                ),
            ),
            migrations.AddField(
                "product",
                "check_note",
                models.TextField(
                    blank=True,
                    help_text="Why a pharmacist has to check this page; empty: nothing to check.",
                ),
            ),
            migrations.AddField(
                "product",
                "dosage",
                models.ForeignKey(
                    "catalogue.dosage", models.CASCADE, blank=True, null=True, related_name="packs"
                ),
            ),
            migrations.AddField(
                "product",
                "units",
                models.PositiveIntegerField(
                    blank=True,
                    null=True,
                    validators=[MinValueValidator(1)],
                    help_text="Units in the pack.",
                ),
            ),
            migrations.AlterField(
                "product",
                "structure",
                models.CharField(
                    max_length=10,
                    default="parent",
                    choices=[("parent", "medicine"), ("child", "pack")],
                ),
            ),
            migrations.AddConstraint(
                "product",
                models.CheckConstraint(
                    condition=Q(structure="parent") | Q(structure="child"),
                    name="product_is_medicine_or_pack",
                ),
            ),
            migrations.AddConstraint(
                "product",
                models.CheckConstraint(
                    condition=(
                        ~Q(structure="child")
                        & Q(dosage__isnull=True, parent__isnull=True, units__isnull=True)
                    )
                    | (
                        Q(structure="child")
                        & Q(dosage__isnull=False, parent__isnull=False, units__isnull=False)
                    ),
                    name="pack_alone_has_medicine_dosage_and_units",
                ),
            ),
            migrations.AddConstraint(
                "product",
                models.CheckConstraint(
                    condition=Q(units__isnull=True) | Q(units__gte=1),
                    name="pack_holds_at_least_one_unit",
                ),
            ),
            migrations.AddConstraint(
                "product",
                models.UniqueConstraint(
                    fields=["dosage", "units"],
                    deferrable=models.Deferrable.DEFERRED,
                    name="dosage_has_one_pack_of_a_size",
                ),
            ),
            migrations.AddConstraint(
                "product",
                models.CheckConstraint(
                    condition=Q(legal_class__in=["", *(each for each, _words in LEGAL_CLASSES)]),
                    name="legal_class_is_known",
                ),
            ),
            migrations.AddConstraint(
                "product",
                models.CheckConstraint(
                    condition=~Q(structure="parent") | ~Q(legal_class=""),
                    name="medicine_has_a_legal_class",
                ),
            ),
            migrations.AddConstraint(
                "product",
                models.CheckConstraint(
                    condition=~Q(structure="parent") | ~Q(title=""), name="medicine_has_a_name"
                ),
            ),
            migrations.AddConstraint(
                "product",
                models.CheckConstraint(
                    condition=~Q(structure="parent") | Q(unit__in=[unit for unit, _words in UNITS]),
                    name="medicine_names_a_known_unit",
                ),
            ),
            migrations.AddConstraint(
                "product",
                models.CheckConstraint(
                    condition=Q(max_units_per_order__isnull=True) | Q(max_units_per_order__gte=1),
                    name="limit_per_order_is_at_least_one_unit",
                ),
            ),
            migrations.AddConstraint(
                "product",
                models.CheckConstraint(
                    condition=Q(max_units_per_period__isnull=True, period_days__isnull=True)
                    | (
                        Q(max_units_per_period__isnull=False, period_days__isnull=False)
                        & Q(max_units_per_period__gte=1, period_days__gte=1)
                    ),
                    violation_error_message="Enter both, the units and in how many days, or neither.",
                    name="limit_per_period_has_units_and_days",
                ),
            ),
            migrations.AddConstraint(
                "product",
                models.UniqueConstraint(
                    fields=["slug"],
                    condition=Q(structure="parent"),
                    name="medicine_has_its_own_address",
                ),
            ),
            migrations.AddConstraint(
                "product",
                models.UniqueConstraint(
                    fields=["id", "structure"], name="product_and_its_structure"
                ),
            ),
        )
    ]
