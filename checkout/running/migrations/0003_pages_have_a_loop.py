from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("running", "0002_housekeeping_is_the_workers")]
    operations = [
        migrations.AlterField(
            model_name="heartbeat",
            name="loop",
            field=models.CharField(
                choices=[
                    ("money", "money"),
                    ("mail", "mail"),
                    ("sheets", "price sheets"),
                    ("pages", "what pages show"),
                    ("house", "housekeeping"),
                ],
                max_length=6,
                primary_key=True,
                serialize=False,
            ),
        ),
    ]
