"""The only place that assigns a payment attempt's state."""

from catalog.prepared import Prepared
from checkout.order.models import Order
from checkout.order.moving import locked as locked_order
from checkout.order.states import IllegalMove
from checkout.payment.models import PaymentAttempt
from checkout.payment.states import AttemptState, may_move


def locked(attempt: PaymentAttempt) -> tuple[PaymentAttempt, Order]:
    """Attempt and order as they are now, nobody else's until the transaction ends.

    The order is locked first, as everywhere.
    """
    order = locked_order(attempt.order_id)
    return _LOCKED.one(attempt_id=attempt.pk), order


_LOCKED = Prepared(
    lambda attempt_id: PaymentAttempt.objects.select_for_update().filter(pk=attempt_id),
    attempt_id=-1,
)


def move(attempt: PaymentAttempt, new: AttemptState) -> None:
    """Move a locked attempt along its table and save it whole. Raises IllegalMove."""
    if not may_move(attempt.state, new):
        raise IllegalMove(f"A payment cannot go from {attempt.state} to {new}.")
    attempt.state = new
    attempt.save()
