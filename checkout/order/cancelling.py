"""Whether whoever ordered may still give an order up: plain values, for the button and the deed."""

from django.utils.translation import gettext as _

from checkout.order.states import CANCELLABLE, OrderState

S = OrderState


def against_cancelling(
    order_state: str, *, needs_pharmacist: bool, is_charged: bool, is_being_charged: bool
) -> str:
    """Why an order can be given up no more, in words for the shopper; "" while it can.

    That is until a pharmacist has decided; where none has to, or the patient pays later, until it
    is being charged. Staff may charge by hand before: then "nothing was charged" would not be true.
    """
    order = OrderState(order_state)
    by_rule = order == S.APPROVED and not needs_pharmacist
    if by_rule or order == S.APPROVED_AWAITING_PAYMENT:
        is_too_late = is_being_charged
    else:
        is_too_late = order not in CANCELLABLE
    if is_too_late:
        words = _("This order is %(state)s and cannot be cancelled here any more.")
        return words % {"state": order.label}
    if is_charged:
        return _("The card was charged for this order already: write to us to cancel it.")
    return ""
