from django.db import migrations, models
from django.db.models import Q

SPANS = [
    ("recent", "open payments, every five minutes"),
    ("nightly", "two days of everything, every night"),
]


class Migration(migrations.Migration):
    dependencies = [("payment", "0014_ledger_is_only_added_to")]
    operations = [
        migrations.CreateModel(
            "Reconciliation",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("span", models.CharField(choices=SPANS, max_length=7)),
                ("started_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(null=True)),
                ("compared", models.PositiveIntegerField(default=0)),
                ("differences", models.PositiveIntegerField(default=0)),
                (
                    "unexplained",
                    models.PositiveIntegerField(default=0, help_text="A person has to look."),
                ),
            ],
            {
                "ordering": ["started_at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(span__in=["recent", "nightly"]),
                        name="reconciliation_span_is_known",
                    )
                ],
                "indexes": [
                    models.Index(fields=["span", "-started_at"], name="reconciliation_latest")
                ],
            },
        ),
    ]
