from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import migrations, models
from django.db.models import F, Q

from catalog.at_once import AtOnce, key


class Migration(migrations.Migration):
    initial = True
    dependencies = [
        ("catalogue", "0033_what_is_sold"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        AtOnce(
            migrations.CreateModel(
                "MonographReview",
                [
                    ("id", key()),
                    (
                        "medicine",
                        models.ForeignKey(
                            "catalogue.product", models.CASCADE, related_name="monograph_reviews"
                        ),
                    ),
                    (
                        "by",
                        models.ForeignKey(
                            settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
                        ),
                    ),
                    ("name", models.CharField(max_length=255, help_text="As shoppers read it.")),
                    (
                        "registration",
                        models.CharField(max_length=60, help_text="As shoppers read it."),
                    ),
                    ("on", models.DateField()),
                    (
                        "digest",
                        models.CharField(max_length=64, help_text="SHA-256 of the text, in hex."),
                    ),
                    (
                        "is_demo",
                        models.BooleanField(
                            help_text="Made in a demo, where it counts and nowhere else."
                        ),
                    ),
                ],
                {
                    "ordering": ["-on", "-pk"],
                    "permissions": [
                        ("review_monograph", "Can review monographs"),
                    ],
                    "default_permissions": (),
                    "constraints": [
                        models.UniqueConstraint(
                            fields=["medicine", "digest", "by", "on", "is_demo"],
                            name="pharmacist_reviews_a_text_once_a_day",
                        ),
                        models.CheckConstraint(
                            condition=~Q(name="") & ~Q(registration=""),
                            name="review_names_its_pharmacist",
                        ),
                        models.CheckConstraint(
                            condition=Q(digest__regex="^[0-9a-f]{64}$"),
                            name="review_has_the_digest_of_a_text",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                "Leaflet",
                [
                    ("id", key()),
                    (
                        "dosage",
                        models.ForeignKey(
                            "catalogue.dosage", models.CASCADE, related_name="leaflets"
                        ),
                    ),
                    ("content", models.BinaryField()),
                    (
                        "sha256",
                        models.GeneratedField(
                            db_persist=True,
                            expression=models.Func(
                                models.Func(F("content"), function="sha256"),
                                models.Value("hex"),
                                function="encode",
                            ),
                            output_field=models.CharField(max_length=64),
                        ),
                    ),
                    (
                        "bytes",
                        models.GeneratedField(
                            db_persist=True,
                            expression=models.Func(F("content"), function="octet_length"),
                            output_field=models.PositiveIntegerField(),
                        ),
                    ),
                    (
                        "pages",
                        models.PositiveSmallIntegerField(
                            validators=[MinValueValidator(1), MaxValueValidator(40)]
                        ),
                    ),
                    (
                        "address",
                        models.CharField(
                            max_length=340, help_text="As in baclofen-10mg-0123456789ab."
                        ),
                    ),
                    (
                        "uploaded_by",
                        models.ForeignKey(
                            settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
                        ),
                    ),
                    ("uploaded_at", models.DateTimeField()),
                    (
                        "is_demo",
                        models.BooleanField(help_text="Of a demo's medicine, and goes with it."),
                    ),
                ],
                {
                    "ordering": ["dosage", "-pk"],
                    "default_permissions": ("add",),
                    "indexes": [
                        models.Index(fields=["address"], name="leaflet_has_an_address"),
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=Q(
                                bytes__gte=1, bytes__lte=5242880, pages__gte=1, pages__lte=40
                            ),
                            name="leaflet_is_of_a_size_to_read",
                        ),
                    ],
                },
            ),
        )
    ]
