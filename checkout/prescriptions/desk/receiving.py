"""What comes to staff for a patient: a file by post or fax, an answer by telephone."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from checkout.order.models import Order
from checkout.order.moving import locked
from checkout.order.states import OrderState
from checkout.prescriptions.actions import (
    CannotSend,
    add_file_to_order,
    answer_inquiries,
    back_to_the_pharmacist,
)
from checkout.prescriptions.files.taking import Taken
from checkout.prescriptions.reads import open_inquiries_of
from checkout.prescriptions.same_buyer import is_own


@transaction.atomic
def receive_file(order: Order, taken: Taken, *, called: str, by: Any, now: datetime) -> None:
    """Add a proven file; an order that waited for nothing else is the pharmacist's turn.

    Raises CannotSend.
    """
    order = locked(order.pk)
    if is_own(order, by):
        raise CannotSend(_("This is your own order: a colleague adds what comes for it."))
    add_file_to_order(order, taken, called=called, now=now, by=by)
    if order.status == OrderState.NEEDS_INFORMATION and not open_inquiries_of(order).exists():
        back_to_the_pharmacist(order, now=now, by=by, reason="prescription received")


@transaction.atomic
def note_answers(order: Order, answers: Mapping[int, str], *, by: Any, now: datetime) -> None:
    """Keep what the patient said instead of writing, by inquiry: the pharmacist's turn again.

    Raises CannotSend.
    """
    order = locked(order.pk)
    if order.status != OrderState.NEEDS_INFORMATION:
        raise CannotSend(_("This order does not wait for an answer any more."))
    if is_own(order, by):
        raise CannotSend(_("This is your own order: answer by the link in your mail."))
    if not answer_inquiries(order, answers, now=now, by=by):
        raise CannotSend(_("Nothing was asked: the order waits for its prescription."))
    back_to_the_pharmacist(order, now=now, by=by, reason="answer noted")
