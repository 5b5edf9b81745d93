import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

import checkout.payment.models

KINDS = [
    ("open", "open the payment page"),
    ("capture", "charge the card"),
    ("release", "release the card"),
    ("refund", "refund the card"),
    ("mail", "send a mail"),
]
STATES = [("pending", "on its way"), ("succeeded", "refunded"), ("failed", "failed")]


class Migration(migrations.Migration):
    dependencies = [
        ("payment", "0010_attempts_know_card_and_dispute"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            "Refund",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "attempt",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="refunds",
                        to="payment.paymentattempt",
                    ),
                ),
                (
                    "token",
                    models.CharField(
                        default=checkout.payment.models.new_token,
                        help_text="Known at Stripe as ours by this.",
                        max_length=32,
                        unique=True,
                    ),
                ),
                ("stripe_id", models.CharField(max_length=255, null=True, unique=True)),
                ("amount", models.PositiveBigIntegerField(help_text="In minor units of the payment's currency.")),
                ("state", models.CharField(choices=STATES, default="pending", max_length=9)),
                ("reason", models.CharField(max_length=255)),
                ("failure", models.CharField(blank=True, max_length=255)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            {
                "ordering": ["asked_at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(state__in=["pending", "succeeded", "failed"]),
                        name="refund_state_is_known",
                    ),
                    models.CheckConstraint(condition=Q(amount__gt=0), name="refund_gives_money_back"),
                    models.CheckConstraint(
                        condition=~Q(state="succeeded") | Q(stripe_id__isnull=False),
                        name="money_given_back_is_named_by_stripe",
                    ),
                ],
            },
        ),
        migrations.RemoveConstraint("outbox", "outbox_kind_is_known"),
        migrations.AlterField("outbox", "kind", models.CharField(choices=KINDS, max_length=8)),
        migrations.AddConstraint(
            "outbox",
            models.CheckConstraint(
                condition=Q(kind__in=["open", "capture", "release", "refund", "mail"]),
                name="outbox_kind_is_known",
            ),
        ),
    ]
