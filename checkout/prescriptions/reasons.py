"""Why a pharmacist rejected lines, as the patient reads it: on the order's page and nowhere else.

A reason may tell what the medicine is for, so no mail has it.
"""

from checkout.order.models import Order
from checkout.order.states import OPEN_CASES, OrderState
from checkout.prescriptions.records import Decision, Outcome

NOT_DECIDED = OPEN_CASES | {OrderState.AWAITING_PAYMENT}


def reasons_of(order: Order) -> dict[int, str]:
    """By the ordered line, where its last decision rejects it; none of a patient who is forgotten.

    One query; none before all is decided, or where nobody had to.
    """
    if order.status in NOT_DECIDED or not order.needs_pharmacist:
        return {}
    decisions = Decision.objects.filter(line__order=order)
    told = decisions.exclude(line__order__patient__erased_at__isnull=False).that_count()
    return {one.line_id: one.reason for one in told if one.outcome == Outcome.REJECTED}
