import django.contrib.postgres.indexes
from django.db import migrations, models

from catalog.search.querysets import NamesWords


class Migration(migrations.Migration):
    dependencies = [("search", "0005_medicines_are_found_by_what_is_written")]
    operations = [
        migrations.CreateModel(
            name="Spelt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(db_collation="C")),
            ],
            options={
                "default_permissions": (),
                "indexes": [
                    models.Index(fields=["text"], name="spelt_by_text"),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["text"], name="spelt_by_trigrams", opclasses=["gin_trgm_ops"]
                    ),
                ],
            },
        ),
        migrations.RemoveIndex("entry", "entry_by_name"),
        migrations.AddIndex(
            "entry", models.Index(fields=["name", "medicine"], name="entry_by_name")
        ),
        migrations.AddIndex(
            "entry",
            django.contrib.postgres.indexes.GinIndex(
                NamesWords("document"), name="entry_by_words_of_names"
            ),
        ),
        migrations.RemoveIndex("spelling", "spelling_by_trigrams"),
        migrations.AlterField("spelling", "text", models.TextField(db_collation="C")),
        migrations.AddField(
            "spelling",
            "is_name",
            models.BooleanField(default=False, help_text="A whole one of the medicine's own."),
            preserve_default=False,
        ),
        migrations.AddIndex(
            "spelling", models.Index(fields=["text", "medicine"], name="spelling_by_text")
        ),
        migrations.AddIndex(
            "spelling",
            models.Index(
                condition=models.Q(("is_name", True)),
                fields=["text", "medicine"],
                name="spelling_that_is_a_name",
            ),
        ),
    ]
