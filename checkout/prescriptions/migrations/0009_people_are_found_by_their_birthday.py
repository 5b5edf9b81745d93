from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("prescriptions", "0008_names_are_compared_by_their_letters")]
    operations = [
        migrations.RemoveIndex("patient", "orders_of_the_same_person"),
        migrations.AddIndex(
            "patient",
            models.Index(
                fields=["born_on", "same_person"],
                name="orders_of_the_same_person",
                condition=models.Q(order__isnull=False, erased_at__isnull=True),
            ),
        ),
    ]
