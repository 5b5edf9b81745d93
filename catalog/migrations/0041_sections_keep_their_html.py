from django.db import migrations, models


class Migration(migrations.Migration):
    # The database has the defaults, too: a release before this one still writes sections.
    dependencies = [("catalogue", "0040_price_editors_see_costs")]
    operations = [
        migrations.AddField(
            model_name="monographsection",
            name="html",
            field=models.TextField(db_default="", editable=False),
        ),
        migrations.AddField(
            model_name="monographsection",
            name="html_of",
            field=models.CharField(db_default="", editable=False, max_length=32),
        ),
    ]
