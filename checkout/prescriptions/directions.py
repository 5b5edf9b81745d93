"""The directions of prescriptions, as they stand on labels."""

from checkout.order.models import Line, Order
from checkout.prescriptions.records import GIVES, Decision


def directions_of(order: Order) -> dict[int, str]:
    """By the ordered line, as the pharmacist copied them when it was approved. One query."""
    return {
        decision.line_id: str(decision.copied.get("directions", ""))
        for decision in Decision.objects.filter(line__order=order).that_count()
        if decision.outcome in GIVES
    }


def directions_for(line: Line, directions: dict[int, str]) -> str:
    """Empty where there are none; packs that replace others have those of what was ordered."""
    return directions.get(line.replaces_id or line.pk, "")
