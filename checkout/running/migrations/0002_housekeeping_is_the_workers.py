from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("running", "0001_signs_of_life_and_reports")]
    operations = [
        migrations.CreateModel(
            name="Chore",
            fields=[
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("orders", "persons of old orders"),
                            ("told", "what was told for carts"),
                            ("carts", "left carts"),
                            ("ordered", "carts that were ordered"),
                            ("sessions", "sessions"),
                            ("tries", "tries to sign in"),
                            ("visits", "counted visits"),
                            ("accounts", "accounts nobody opened"),
                            ("waiting", "who waits for stock"),
                            ("proposals", "proposed prices"),
                            ("files", "stray files"),
                            ("events", "messages of Stripe"),
                        ],
                        max_length=9,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "next_at",
                    models.DateTimeField(help_text="Of the next step; moved on by who takes it."),
                ),
                (
                    "after",
                    models.CharField(
                        blank=True, help_text="As far as this round has come.", max_length=40
                    ),
                ),
                (
                    "gone",
                    models.PositiveIntegerField(default=0, help_text="Forgotten in this round."),
                ),
                (
                    "begun_at",
                    models.DateTimeField(help_text="Of the first round, whatever came of it."),
                ),
                (
                    "done_at",
                    models.DateTimeField(help_text="The end of the last whole round.", null=True),
                ),
                (
                    "done_gone",
                    models.PositiveIntegerField(default=0, help_text="Forgotten in that one."),
                ),
            ],
            options={"ordering": ["next_at", "kind"]},
        ),
        migrations.AlterField(
            model_name="heartbeat",
            name="loop",
            field=models.CharField(
                choices=[
                    ("money", "money"),
                    ("mail", "mail"),
                    ("sheets", "price sheets"),
                    ("house", "housekeeping"),
                ],
                max_length=6,
                primary_key=True,
                serialize=False,
            ),
        ),
    ]
