from django.db import migrations, models
from django.db.models import Q

PAID = ("paid", "dispensed", "shipped", "delivered", "refunded")


def name_the_one(apps, schema_editor):
    """Until now no order was paid by more than one payment."""
    charged = apps.get_model("payment", "PaymentAttempt").objects.filter(
        state="captured", order__status__in=PAID
    )
    first = charged.order_by("order_id", "pk").distinct("order_id").values_list("pk", flat=True)
    charged.filter(pk__in=list(first)).update(pays=True)


class Migration(migrations.Migration):
    dependencies = [
        ("payment", "0016_comparisons_leave_word"),
        ("order", "0026_support_puts_payments_right"),
    ]
    operations = [
        migrations.AddField(
            "paymentattempt",
            "pays",
            models.BooleanField(default=False, help_text="The order is paid by this one."),
        ),
        migrations.RunPython(name_the_one, migrations.RunPython.noop),
        migrations.AddConstraint(
            "paymentattempt",
            models.UniqueConstraint(
                condition=Q(pays=True), fields=["order"], name="order_is_paid_by_one_payment"
            ),
        ),
        migrations.AddConstraint(
            "paymentattempt",
            models.CheckConstraint(
                condition=Q(pays=False) | Q(state="captured"), name="what_pays_is_charged"
            ),
        ),
    ]
