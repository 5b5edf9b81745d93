from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def take_todays_packs(apps, schema_editor):
    """What lies in carts already counts as added the way it is sold today."""
    Line = apps.get_model("basket", "Line")
    Product = apps.get_model("catalogue", "Product")
    pack = Product.objects.filter(pk=OuterRef("product_id"))
    Line.objects.update(
        units_when_added=Subquery(pack.values("units")[:1]),
        dosage_when_added=Subquery(pack.values("dosage__label")[:1]),
    )


class Migration(migrations.Migration):
    dependencies = [
        ("basket", "0013_lines_are_packs"),
        ("catalogue", "0033_medicines_dosages_and_packs"),
    ]

    operations = [
        migrations.AddField("line", "units_when_added", models.PositiveIntegerField(null=True)),
        migrations.AddField("line", "dosage_when_added", models.CharField(max_length=60, null=True)),
        migrations.RunPython(take_todays_packs, migrations.RunPython.noop, elidable=True),
        migrations.AlterField("line", "units_when_added", models.PositiveIntegerField()),
        migrations.AlterField("line", "dosage_when_added", models.CharField(max_length=60)),
    ]
