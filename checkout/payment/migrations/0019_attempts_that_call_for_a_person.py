from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("payment", "0018_holds_are_found_by_their_end")]
    operations = [
        migrations.AddIndex(
            "paymentattempt",
            models.Index(
                condition=~Q(needs_attention=""),
                fields=["order"],
                name="attempt_calls",
            ),
        ),
    ]
