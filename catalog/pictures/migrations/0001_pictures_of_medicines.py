from django.conf import settings
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
                "Picture",
                [
                    ("id", key()),
                    (
                        "medicine",
                        models.ForeignKey(
                            "catalogue.product", models.CASCADE, related_name="pictures"
                        ),
                    ),
                    (
                        "position",
                        models.PositiveSmallIntegerField(
                            help_text="From 1: the first stands in lists."
                        ),
                    ),
                    ("alt", models.CharField(max_length=160, help_text="What is seen.")),
                    (
                        "original",
                        models.BinaryField(
                            help_text="What was seen of the upload; served to nobody."
                        ),
                    ),
                    (
                        "sha256",
                        models.GeneratedField(
                            db_persist=True,
                            expression=models.Func(
                                models.Func(F("original"), function="sha256"),
                                models.Value("hex"),
                                function="encode",
                            ),
                            output_field=models.CharField(max_length=64),
                        ),
                    ),
                    (
                        "added_by",
                        models.ForeignKey(
                            settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
                        ),
                    ),
                    ("added_at", models.DateTimeField()),
                    (
                        "address",
                        models.CharField(
                            max_length=275,
                            blank=True,
                            help_text="As in baclofen-0123456789ab; empty: not made.",
                        ),
                    ),
                    ("is_broken", models.BooleanField(default=False)),
                    ("tries", models.PositiveSmallIntegerField(default=0)),
                    (
                        "next_at",
                        models.DateTimeField(
                            help_text="When a worker may take it, or take it over."
                        ),
                    ),
                ],
                {
                    "ordering": ["medicine_id", "position"],
                    "default_permissions": (),
                    "indexes": [
                        models.Index(fields=["address"], name="picture_has_an_address"),
                        models.Index(
                            fields=["next_at", "id"],
                            condition=Q(address="", is_broken=False),
                            name="picture_waits_for_its_sizes",
                        ),
                    ],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=["medicine", "position"],
                            deferrable=models.Deferrable.DEFERRED,
                            name="picture_has_a_place_of_its_own",
                        ),
                        models.CheckConstraint(
                            condition=Q(position__gte=1, position__lte=6),
                            name="medicine_has_a_few_pictures",
                        ),
                        models.UniqueConstraint(
                            fields=["medicine", "sha256"], name="medicine_has_a_picture_once"
                        ),
                        models.CheckConstraint(
                            condition=Q(alt__regex="\\S"), name="picture_says_what_is_seen"
                        ),
                        models.CheckConstraint(
                            condition=Q(is_broken=False) | Q(address=""),
                            name="broken_picture_is_not_shown",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                "PictureSize",
                [
                    ("id", key()),
                    (
                        "picture",
                        models.ForeignKey("pictures.picture", models.CASCADE, related_name="sizes"),
                    ),
                    ("width", models.PositiveSmallIntegerField()),
                    ("content", models.BinaryField()),
                ],
                {
                    "ordering": ["picture_id", "width"],
                    "default_permissions": (),
                    "constraints": [
                        models.UniqueConstraint(
                            fields=["picture", "width"], name="picture_has_a_size_once"
                        ),
                        models.CheckConstraint(
                            condition=Q(width__in=(96, 192, 384, 768)),
                            name="picture_has_the_sizes_pages_show",
                        ),
                    ],
                },
            ),
        )
    ]
