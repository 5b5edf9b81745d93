import uuid

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import migrations, models
from django.db.models import F, Q
from django.db.models.functions.comparison import Coalesce, NullIf
from django.db.models.functions.text import Lower
from django.utils import timezone

from catalog.at_once import AtOnce, key

OUTCOMES = [
    ("approved", "approved"),
    ("replaced", "packs replaced"),
    ("rejected", "rejected"),
    ("asked", "patient asked"),
]
WAYS = [
    ("none", "not needed"),
    ("upload", "uploaded"),
    ("prescriber", "by prescriber"),
    ("later", "to follow"),
    ("again", "used before"),
]


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ("prescriptions", "0001_patients_prescriptions_decisions"),
        ("prescriptions", "0006_prescriptions_are_known_by_registration_number"),
        ("prescriptions", "0007_answers_may_be_noted_by_staff"),
        ("prescriptions", "0008_names_are_compared_by_their_letters"),
        ("prescriptions", "0009_people_are_found_by_their_birthday"),
    ]
    dependencies = [
        ("basket", "0013_carts_hold_packs"),
        ("catalogue", "0033_what_is_sold"),
        ("order", "0022_what_was_ordered"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        AtOnce(
            migrations.CreateModel(
                "Case",
                [],
                {
                    "verbose_name": "prescription case",
                    "verbose_name_plural": "prescription cases",
                    "ordering": ["date_placed", "pk"],
                    "permissions": [
                        ("decide_case", "Can decide prescription case"),
                    ],
                    "proxy": True,
                    "default_permissions": ("view",),
                },
                bases=("order.order",),
            ),
            migrations.CreateModel(
                "Prescription",
                [
                    ("id", key()),
                    (
                        "patient",
                        models.ForeignKey(
                            "prescriptions.patient", models.PROTECT, related_name="prescriptions"
                        ),
                    ),
                    ("prescriber", models.CharField(max_length=255)),
                    ("registration", models.CharField(max_length=60)),
                    (
                        "same_prescriber",
                        models.GeneratedField(
                            db_persist=True,
                            expression=Coalesce(
                                NullIf(
                                    models.Func(
                                        "registration",
                                        models.Value("\\D"),
                                        models.Value(""),
                                        models.Value("g"),
                                        function="regexp_replace",
                                    ),
                                    models.Value(""),
                                ),
                                Lower("registration"),
                            ),
                            output_field=models.CharField(max_length=60),
                            help_text="The registration number as it is compared.",
                        ),
                    ),
                    ("issued_on", models.DateField()),
                    ("valid_until", models.DateField()),
                    (
                        "verified",
                        models.CharField(
                            max_length=9,
                            blank=True,
                            choices=[
                                ("", "not with the prescriber"),
                                ("telephone", "by telephone"),
                                ("writing", "in writing"),
                                ("register", "in the prescribers' register"),
                                ("in_person", "in person"),
                            ],
                        ),
                    ),
                    ("verified_at", models.DateTimeField(null=True)),
                    ("original_received_at", models.DateTimeField(null=True)),
                    (
                        "recorded_by",
                        models.ForeignKey(
                            settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
                        ),
                    ),
                    ("recorded_at", models.DateTimeField(default=timezone.now)),
                ],
                {
                    "ordering": ["-issued_on", "pk"],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=["patient", "same_prescriber", "issued_on"],
                            name="prescription_is_recorded_once",
                        ),
                        models.CheckConstraint(
                            condition=~Q(prescriber="") & ~Q(registration=""),
                            name="prescription_names_its_prescriber",
                        ),
                        models.CheckConstraint(
                            condition=Q(valid_until__gte=F("issued_on")),
                            name="prescription_is_valid_from_its_issue",
                        ),
                        models.CheckConstraint(
                            condition=Q(verified="", verified_at__isnull=True)
                            | (~Q(verified="") & Q(verified_at__isnull=False)),
                            name="verification_has_its_moment",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                "PrescribedItem",
                [
                    ("id", key()),
                    (
                        "prescription",
                        models.ForeignKey(
                            "prescriptions.prescription", models.PROTECT, related_name="items"
                        ),
                    ),
                    (
                        "dosage",
                        models.ForeignKey("catalogue.dosage", models.PROTECT, related_name="+"),
                    ),
                    ("units", models.PositiveIntegerField()),
                    ("repeats", models.PositiveSmallIntegerField(default=0)),
                    ("directions", models.CharField(max_length=255, blank=True)),
                ],
                {
                    "ordering": ["pk"],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=["prescription", "dosage"], name="prescription_has_a_dosage_once"
                        ),
                        models.CheckConstraint(
                            condition=Q(repeats__lte=99, units__gte=1),
                            name="something_is_prescribed",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                "Decision",
                [
                    ("id", key()),
                    (
                        "line",
                        models.ForeignKey("order.line", models.PROTECT, related_name="decisions"),
                    ),
                    (
                        "outcome",
                        models.CharField(
                            max_length=8,
                            choices=OUTCOMES,
                        ),
                    ),
                    ("packs", models.PositiveIntegerField(default=0)),
                    ("units", models.PositiveIntegerField(default=0)),
                    (
                        "item",
                        models.ForeignKey(
                            "prescriptions.prescribeditem",
                            models.PROTECT,
                            null=True,
                            related_name="decisions",
                        ),
                    ),
                    ("copied", models.JSONField(default=dict, encoder=DjangoJSONEncoder)),
                    ("reason", models.TextField(blank=True)),
                    ("verification", models.TextField(blank=True)),
                    (
                        "by",
                        models.ForeignKey(
                            settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
                        ),
                    ),
                    ("at", models.DateTimeField()),
                    ("decided_on", models.DateField(help_text="By the shop's calendar.")),
                ],
                {
                    "ordering": ["at", "pk"],
                    "indexes": [
                        models.Index(fields=["line", "-id"], name="decision_that_counts"),
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=Q(outcome__in=[outcome for outcome, _words in OUTCOMES]),
                            name="decision_outcome_is_known",
                        ),
                        models.CheckConstraint(
                            condition=Q(outcome="approved", packs__gte=1, units__gte=1)
                            | Q(outcome="replaced", packs=0, units__gte=1)
                            | (
                                Q(outcome__in=["rejected", "asked"], packs=0, units=0)
                                & ~Q(reason="")
                            ),
                            name="decision_gives_units_or_says_why",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                "Inquiry",
                [
                    ("id", key()),
                    (
                        "decision",
                        models.OneToOneField(
                            "prescriptions.decision", models.PROTECT, related_name="inquiry"
                        ),
                    ),
                    ("answer", models.TextField(blank=True)),
                    ("answered_at", models.DateTimeField(null=True)),
                    (
                        "noted_by",
                        models.ForeignKey(
                            settings.AUTH_USER_MODEL,
                            models.PROTECT,
                            null=True,
                            related_name="+",
                            help_text="Who of the staff heard the answer; empty where the patient wrote it.",
                        ),
                    ),
                ],
                {
                    "ordering": ["pk"],
                },
            ),
            migrations.CreateModel(
                "Claim",
                [
                    ("id", key()),
                    (
                        "order",
                        models.OneToOneField("order.order", models.CASCADE, related_name="claim"),
                    ),
                    (
                        "by",
                        models.ForeignKey(
                            settings.AUTH_USER_MODEL, models.CASCADE, related_name="+"
                        ),
                    ),
                    ("at", models.DateTimeField()),
                ],
                {
                    "ordering": ["pk"],
                },
            ),
            migrations.CreateModel(
                "Question",
                [
                    ("id", key()),
                    (
                        "medicine",
                        models.ForeignKey(
                            "catalogue.product", models.CASCADE, related_name="questions"
                        ),
                    ),
                    (
                        "text",
                        models.CharField(
                            verbose_name="question",
                            max_length=255,
                            help_text="As the patient reads it.",
                        ),
                    ),
                    (
                        "short",
                        models.CharField(
                            verbose_name="in short",
                            max_length=40,
                            help_text="As the pharmacist reads it: Taken before?",
                        ),
                    ),
                    (
                        "kind",
                        models.CharField(
                            verbose_name="answered",
                            max_length=6,
                            default="yes_no",
                            choices=[("yes_no", "yes or no"), ("text", "in words")],
                        ),
                    ),
                    (
                        "telling",
                        models.CharField(
                            verbose_name="answer to look at",
                            max_length=3,
                            blank=True,
                            choices=[("", "neither"), ("yes", "yes"), ("no", "no")],
                            help_text="Shown in the queue where the patient answers so.",
                        ),
                    ),
                    ("position", models.PositiveSmallIntegerField(default=0)),
                    ("is_asked", models.BooleanField(verbose_name="is asked", default=True)),
                ],
                {
                    "ordering": ["medicine", "position", "pk"],
                    "constraints": [
                        models.CheckConstraint(
                            condition=Q(kind__in=["yes_no", "text"]), name="question_kind_is_known"
                        ),
                        models.CheckConstraint(
                            condition=~Q(text="") & ~Q(short=""), name="question_asks_something"
                        ),
                        models.CheckConstraint(
                            condition=Q(telling="") | Q(kind="yes_no", telling__in=["yes", "no"]),
                            violation_error_message="Only a question answered by yes or no has one to look at.",
                            name="only_a_yes_or_no_is_telling",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                "Patient",
                [
                    ("id", key()),
                    (
                        "basket",
                        models.OneToOneField(
                            "basket.basket", models.CASCADE, null=True, related_name="patient"
                        ),
                    ),
                    (
                        "order",
                        models.OneToOneField(
                            "order.order", models.PROTECT, null=True, related_name="patient"
                        ),
                    ),
                    ("name", models.CharField(max_length=255, blank=True)),
                    (
                        "same_person",
                        models.CharField(
                            max_length=255,
                            blank=True,
                            help_text="The name as it is compared: small, plain letters.",
                        ),
                    ),
                    ("born_on", models.DateField(null=True)),
                    (
                        "address",
                        models.CharField(
                            max_length=500, blank=True, help_text="Empty: where the order goes."
                        ),
                    ),
                    ("allergies", models.TextField(blank=True)),
                    ("other_medicines", models.TextField(blank=True)),
                    ("conditions", models.TextField(blank=True)),
                    ("answers", models.JSONField(default=list, encoder=DjangoJSONEncoder)),
                    (
                        "way",
                        models.CharField(
                            max_length=10,
                            blank=True,
                            choices=WAYS,
                        ),
                    ),
                    ("prescriber_name", models.CharField(max_length=255, blank=True)),
                    ("prescriber_practice", models.CharField(max_length=255, blank=True)),
                    ("prescriber_phone", models.CharField(max_length=40, blank=True)),
                    (
                        "uses_again",
                        models.ForeignKey(
                            "prescriptions.prescription",
                            models.PROTECT,
                            null=True,
                            related_name="used_again_by",
                        ),
                    ),
                    ("told_at", models.DateTimeField(default=timezone.now)),
                    ("erased_at", models.DateTimeField(null=True)),
                ],
                {
                    "ordering": ["pk"],
                    "indexes": [
                        models.Index(
                            fields=["born_on", "same_person"],
                            condition=Q(erased_at__isnull=True, order__isnull=False),
                            name="orders_of_the_same_person",
                        ),
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=Q(basket__isnull=False) ^ Q(order__isnull=False),
                            name="patient_is_of_a_cart_or_an_order",
                        ),
                        models.CheckConstraint(
                            condition=Q(order__isnull=True)
                            | Q(erased_at__isnull=False)
                            | (~Q(name="") & Q(born_on__isnull=False)),
                            name="patient_of_an_order_is_known",
                        ),
                        models.CheckConstraint(
                            condition=Q(
                                way__in=["", "none", "upload", "prescriber", "later", "again"]
                            ),
                            name="way_of_the_prescription_is_known",
                        ),
                        models.CheckConstraint(
                            condition=Q(erased_at__isnull=True)
                            | Q(
                                address="",
                                allergies="",
                                answers=[],
                                born_on__isnull=True,
                                conditions="",
                                name="",
                                other_medicines="",
                                prescriber_name="",
                                prescriber_phone="",
                                prescriber_practice="",
                                same_person="",
                            ),
                            name="erased_patient_is_empty",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                "PrescriptionFile",
                [
                    ("id", key()),
                    (
                        "patient",
                        models.ForeignKey(
                            "prescriptions.patient", models.PROTECT, related_name="files"
                        ),
                    ),
                    ("token", models.UUIDField(unique=True, default=uuid.uuid4, editable=False)),
                    (
                        "kind",
                        models.CharField(max_length=4, choices=[("pdf", "PDF"), ("jpeg", "photo")]),
                    ),
                    (
                        "called",
                        models.CharField(
                            max_length=255, blank=True, help_text="As the sender named it."
                        ),
                    ),
                    (
                        "name",
                        models.CharField(max_length=255, blank=True, help_text="In the vault."),
                    ),
                    (
                        "pages",
                        models.JSONField(
                            default=list, help_text="The picture of each page, in the vault."
                        ),
                    ),
                    ("size", models.PositiveIntegerField(help_text="In bytes.")),
                    ("added_at", models.DateTimeField(default=timezone.now)),
                    (
                        "added_by",
                        models.ForeignKey(
                            settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
                        ),
                    ),
                    ("erased_at", models.DateTimeField(null=True)),
                ],
                {
                    "ordering": ["added_at", "pk"],
                    "constraints": [
                        models.CheckConstraint(
                            condition=(Q(erased_at__isnull=True) & ~Q(name=""))
                            | Q(called="", erased_at__isnull=False, name="", pages=[]),
                            name="file_lies_in_the_vault_until_it_is_erased",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                "FileView",
                [
                    ("id", key()),
                    (
                        "file",
                        models.ForeignKey(
                            "prescriptions.prescriptionfile", models.PROTECT, related_name="views"
                        ),
                    ),
                    ("page", models.PositiveSmallIntegerField()),
                    (
                        "by",
                        models.ForeignKey(
                            settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
                        ),
                    ),
                    ("at", models.DateTimeField(default=timezone.now)),
                ],
                {
                    "ordering": ["at", "pk"],
                },
            ),
        )
    ]
