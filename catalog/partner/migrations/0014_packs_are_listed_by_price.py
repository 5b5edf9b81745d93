from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0042_staffs_lists_are_read_by_an_index"),
        ("partner", "0013_the_record_of_prices_is_told_who"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="stockrecord",
            index=models.Index(fields=["price", "product"], name="packs_by_price"),
        ),
    ]
