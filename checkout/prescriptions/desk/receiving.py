"""What comes to staff for a patient: a file by post or fax."""

from datetime import datetime
from typing import Any

from django.db import transaction

from checkout.order.models import Order
from checkout.order.moving import locked
from checkout.order.states import OrderState
from checkout.prescriptions.actions import add_file_to_order, back_to_the_pharmacist
from checkout.prescriptions.files.taking import Taken
from checkout.prescriptions.inquiries import open_inquiries_of


@transaction.atomic
def receive_file(order: Order, taken: Taken, *, called: str, by: Any, now: datetime) -> None:
    """Add a proven file; an order that waited for nothing else is the pharmacist's turn.

    Raises CannotSend.
    """
    order = locked(order.pk)
    add_file_to_order(order, taken, called=called, now=now, by=by)
    if order.status == OrderState.NEEDS_INFORMATION and not open_inquiries_of(order).exists():
        back_to_the_pharmacist(order, now=now, by=by, reason="prescription received")
