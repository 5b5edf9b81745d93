import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models

from catalog.at_once import AtOnce


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0001_letters_without_accents_and_trigrams"),
        ("catalogue", "0033_what_is_sold"),
    ]
    operations = [
        AtOnce(
            migrations.CreateModel(
                name="Entry",
                fields=[
                    (
                        "medicine",
                        models.OneToOneField(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            primary_key=True,
                            related_name="search_entry",
                            serialize=False,
                            to="catalogue.product",
                        ),
                    ),
                    ("name", models.TextField(db_collation="C", help_text="Folded.")),
                    (
                        "other_names",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.TextField(),
                            help_text="As staff wrote them.",
                            size=None,
                        ),
                    ),
                    (
                        "folded_names",
                        models.TextField(help_text="The other names, each between two line ends."),
                    ),
                    (
                        "categories",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.TextField(),
                            help_text="Names of those on the site.",
                            size=None,
                        ),
                    ),
                    ("document", django.contrib.postgres.search.SearchVectorField()),
                ],
                options={
                    "default_permissions": (),
                    "indexes": [
                        models.Index(fields=["name"], name="entry_by_name"),
                        django.contrib.postgres.indexes.GinIndex(
                            fields=["document"], name="entry_by_words"
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Spelling",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("text", models.TextField()),
                    (
                        "medicine",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            to="catalogue.product",
                        ),
                    ),
                ],
                options={
                    "default_permissions": (),
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("medicine", "text"), name="medicine_has_a_spelling_once"
                        )
                    ],
                    "indexes": [
                        django.contrib.postgres.indexes.GinIndex(
                            fields=["text"],
                            name="spelling_by_trigrams",
                            opclasses=["gin_trgm_ops"],
                        )
                    ],
                },
            ),
        )
    ]
