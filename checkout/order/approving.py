"""What of an order is approved, what that costs, and the units that are free again."""

from collections.abc import Mapping
from decimal import Decimal

from catalog import stock
from checkout.order.models import Line, Order


class NothingApproved(Exception):
    """No pack of the order is approved: then it has to be rejected."""


def approve_lines(order: Order, quantities: Mapping[int, int] | None) -> Decimal:
    """Freeze the approved packs of a locked order by line; the amount to capture for them.

    Without `quantities` all is approved. Delivery is charged in full. What is not approved goes
    back to its pool. Raises NothingApproved; ValueError for more packs than were ordered.
    """
    lines = list(order.lines.order_by("pk"))
    for line in lines:
        line.approved_quantity = _approved(line, quantities)
    goods = sum(line.approved_price for line in lines)
    if not goods:
        raise NothingApproved
    _free_the_rest(lines)
    Line.objects.bulk_update(lines, ["approved_quantity", "num_allocated"])
    return goods + order.shipping_incl_tax


def _approved(line: Line, quantities: Mapping[int, int] | None) -> int:
    approved = line.quantity if quantities is None else quantities.get(line.pk, 0)
    if not 0 <= approved <= line.quantity:
        raise ValueError(f"{approved} of {line.quantity} packs cannot be approved.")
    return approved


def _free_the_rest(lines: list[Line]) -> None:
    """What replaces a line has reserved nothing: it takes its units from those its line frees.

    It never takes more, and where it takes all of them nothing is free again.
    """
    freed: dict[int, int] = {}
    for line in lines:
        rest = line.num_allocated - line.approved_quantity
        freed[line.dosage_id] = freed.get(line.dosage_id, 0) + rest * line.units
        line.num_allocated = line.approved_quantity
    stock.release({dosage_id: units for dosage_id, units in freed.items() if units > 0})
