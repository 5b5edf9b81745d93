from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("payment", "0017_one_payment_pays_for_an_order")]
    operations = [
        migrations.AddIndex(
            "paymentattempt",
            models.Index(
                condition=Q(state__in=["authorised", "capturing", "releasing"]),
                fields=["capture_before"],
                name="attempt_hold_ends",
            ),
        ),
    ]
