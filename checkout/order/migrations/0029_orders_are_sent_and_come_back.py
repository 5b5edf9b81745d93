from django.conf import settings
from django.db import migrations, models
from django.db.models import Q


def key():
    return models.BigAutoField(
        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
    )


def person():
    return models.ForeignKey(
        null=True, on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
    )


class Migration(migrations.Migration):
    dependencies = [
        ("order", "0028_lines_know_their_lots"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            "Dispatch",
            [
                ("id", key()),
                ("carrier", models.CharField(max_length=60)),
                ("tracking", models.CharField(max_length=60)),
                ("at", models.DateTimeField()),
                ("by", person()),
                (
                    "order",
                    models.OneToOneField(
                        on_delete=models.CASCADE, related_name="dispatch", to="order.order"
                    ),
                ),
            ],
            {
                "constraints": [
                    models.CheckConstraint(
                        condition=~Q(carrier="") & ~Q(tracking=""), name="dispatch_can_be_tracked"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            "TakenBack",
            [
                ("id", key()),
                ("packs", models.PositiveIntegerField()),
                ("reason", models.CharField(max_length=255)),
                ("at", models.DateTimeField()),
                ("by", person()),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=models.CASCADE, related_name="taken_back", to="order.line"
                    ),
                ),
            ],
            {
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(packs__gte=1) & ~Q(reason=""), name="taken_back_packs_and_why"
                    )
                ],
            },
        ),
    ]
