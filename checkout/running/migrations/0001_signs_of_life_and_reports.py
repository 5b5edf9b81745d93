from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="Heartbeat",
            fields=[
                (
                    "loop",
                    models.CharField(
                        choices=[("money", "money"), ("mail", "mail"), ("sheets", "price sheets")],
                        max_length=6,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="DailyReport",
            fields=[
                (
                    "day",
                    models.DateField(
                        help_text=(
                            "Of sending, by the shop's clock; it is of those before."
                        ),
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("next_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(null=True)),
            ],
            options={"ordering": ["day"]},
        ),
    ]
