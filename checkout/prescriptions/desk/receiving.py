"""What comes to staff for a patient: a file by post or fax."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction

from checkout.order.models import Order
from checkout.order.moving import locked, move
from checkout.order.states import OrderState
from checkout.prescriptions.actions import add_file_to_order, open_inquiries_of
from checkout.prescriptions.files.taking import Taken
from checkout.prescriptions.sending import send

S = OrderState


def receive_file(order: Order, data: bytes, *, called: str, by: Any, now: datetime) -> None:
    """Prove, keep and add a file; an order that waited for nothing else is the pharmacist's turn.

    Raises Refused, ScannerAway and CannotSend.
    """
    write_down: Callable[[Taken], object] = partial(_add, order, called=called, by=by, now=now)
    send(data, write_down)


@transaction.atomic
def _add(order: Order, taken: Taken, *, called: str, by: Any, now: datetime) -> None:
    order = locked(order.pk)
    add_file_to_order(order, taken, called=called, now=now, by=by)
    if order.status == S.NEEDS_INFORMATION and not open_inquiries_of(order).exists():
        order.information_due_at = None
        order.save(update_fields=["information_due_at"])
        move(order, S.AWAITING_PHARMACIST, now=now, by=by, reason="prescription received")
