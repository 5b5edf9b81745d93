from django.db import migrations, models
from django.db.models.fields.json import KeyTransform

from catalog.concurrently import AddIndexConcurrently

GROWS = (
    "decision",
    "dosage",
    "file",
    "inquiry",
    "item",
    "lot",
    "order",
    "orderline",
    "ordermove",
    "patient",
    "payment",
    "person",
    "prescription",
    "refund",
    "stockmovement",
)


def by(kind):
    return models.Index(
        KeyTransform("user", "pgh_context"),
        models.OrderBy(models.F("pgh_created_at"), descending=True),
        condition=models.Q(("pgh_context__user__isnull", False)),
        name=f"history_{kind[:14]}_by",
    )


def in_request(kind):
    return models.Index(fields=["pgh_context_id"], name=f"history_{kind[:14]}_in")


class Migration(migrations.Migration):
    # Nobody's order waits while they are made.
    atomic = False
    dependencies = [("history", "0004_scheduled_prices_enter_the_history")]
    operations = [
        AddIndexConcurrently(f"{kind}event", index(kind))
        for kind in GROWS
        for index in (by, in_request)
    ]
