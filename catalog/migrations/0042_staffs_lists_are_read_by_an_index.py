import django.contrib.postgres.indexes
import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0041_sections_keep_their_html"),
        # Trigrams.
        ("search", "0001_letters_without_accents_and_trigrams"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="dosage",
            index=models.Index(
                condition=models.Q(("units_short__gt", 0)), fields=["id"], name="dosages_short"
            ),
        ),
        migrations.AddIndex(
            model_name="dosage",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(
                    django.db.models.functions.text.Upper("label"), name="gin_trgm_ops"
                ),
                name="dosages_by_any_label",
            ),
        ),
        migrations.AddIndex(
            model_name="product",
            index=models.Index(
                condition=models.Q(("structure", "parent")),
                fields=["title", "id"],
                name="medicines_by_title",
            ),
        ),
        migrations.AddIndex(
            model_name="product",
            index=models.Index(
                condition=models.Q(("structure", "parent")),
                fields=["unit"],
                name="medicines_by_unit",
            ),
        ),
        migrations.AddIndex(
            model_name="product",
            index=models.Index(
                condition=models.Q(("structure", "parent")),
                fields=["legal_class"],
                name="medicines_by_class",
            ),
        ),
        migrations.AddIndex(
            model_name="product",
            index=models.Index(
                condition=models.Q(
                    ("structure", "parent"), models.Q(("check_note", ""), _negated=True)
                ),
                fields=["title", "id"],
                name="medicines_to_check",
            ),
        ),
        migrations.AddIndex(
            model_name="product",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(
                    django.db.models.functions.text.Upper("title"), name="gin_trgm_ops"
                ),
                django.contrib.postgres.indexes.OpClass(
                    django.db.models.functions.text.Upper("generic_name"), name="gin_trgm_ops"
                ),
                django.contrib.postgres.indexes.OpClass(
                    django.db.models.functions.text.Upper("also_known_as"), name="gin_trgm_ops"
                ),
                condition=models.Q(("structure", "parent")),
                name="medicines_by_any_name",
            ),
        ),
        migrations.AddIndex(
            model_name="product",
            index=models.Index(
                condition=models.Q(("structure", "child"), ("is_public", True)),
                fields=["units"],
                name="packs_on_sale_by_units",
            ),
        ),
        migrations.AddIndex(
            model_name="product",
            index=models.Index(
                condition=models.Q(
                    ("structure", "child"), models.Q(("legal_class", ""), _negated=True)
                ),
                fields=["parent"],
                name="packs_with_a_class",
            ),
        ),
        migrations.AddIndex(
            model_name="product",
            index=models.Index(
                condition=models.Q(("structure", "child"), ("is_public", False)),
                fields=["parent"],
                name="packs_off_sale",
            ),
        ),
    ]
