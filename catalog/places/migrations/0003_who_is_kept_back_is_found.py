from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0042_staffs_lists_are_read_by_an_index"),
        ("places", "0002_the_database_writes_places"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="place",
            index=models.Index(
                condition=models.Q(("is_kept_back", True)),
                fields=["list_id", "medicine"],
                name="places_kept_back",
            ),
        ),
    ]
