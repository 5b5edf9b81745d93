from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0042_staffs_lists_are_read_by_an_index"),
        ("pictures", "0002_pictures_are_of_medicines_and_stay"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="picture",
            index=models.Index(
                condition=models.Q(("is_broken", True)),
                fields=["medicine"],
                name="pictures_that_are_broken",
            ),
        ),
    ]
