from django.db import migrations, models
from django.db.models.deletion import PROTECT


class Migration(migrations.Migration):
    dependencies = [("payment", "0011_old_messages_are_found")]
    operations = [
        migrations.AddField(
            "refund",
            "instead_of",
            # NULL for what an older version of the shop, which may still serve, asks meanwhile.
            models.ForeignKey(
                "payment.refund",
                PROTECT,
                null=True,
                editable=False,
                db_index=False,
                related_name="+",
                help_text="The one that failed and is tried again.",
            ),
        )
    ]
