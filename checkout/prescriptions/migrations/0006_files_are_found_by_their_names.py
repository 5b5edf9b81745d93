import django.contrib.postgres.indexes
from django.db import migrations, models

from catalog.concurrently import AddIndexConcurrently


class Migration(migrations.Migration):
    # Nobody's order waits while it is made.
    atomic = False
    dependencies = [("prescriptions", "0005_pharmacists_decide_cases")]
    operations = [
        AddIndexConcurrently(
            "prescriptionfile",
            models.Index(
                condition=models.Q(("erased_at__isnull", True)),
                fields=["name"],
                name="file_by_its_name",
            ),
        ),
        AddIndexConcurrently(
            "prescriptionfile",
            django.contrib.postgres.indexes.GinIndex(
                condition=models.Q(("erased_at__isnull", True)),
                fields=["pages"],
                name="file_by_its_pages",
            ),
        ),
    ]
