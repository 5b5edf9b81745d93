"""The directions of a prescription, as they stand on a label."""

from checkout.order.models import Line
from checkout.prescriptions.records import GIVES, Decision


def directions_for(line: Line) -> str:
    """As the pharmacist copied them when the line was approved, "" where there are none.

    Packs that replace others have the directions of what was ordered. One query.
    """
    last = Decision.objects.filter(line=line.replaces_id or line.pk).order_by("-pk").first()
    if last is None or last.outcome not in GIVES:
        return ""
    return str(last.copied.get("directions", ""))
