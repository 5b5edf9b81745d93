"""What a shopper's click may do about a payment: one try, in the open, never a lost promise."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from catalog.prepared import Prepared
from checkout.order import reactions
from checkout.order.models import Order
from checkout.order.moving import locked
from checkout.order.states import OrderState
from checkout.payment import gateway, outbox
from checkout.payment.actions import begin_payment
from checkout.payment.models import Outbox, PaymentAttempt
from checkout.payment.states import LIVE, AttemptState
from checkout.payment.sync import synced
from checkout.payment.worker import keep

S = AttemptState
# The shopper waits for two answers at most, 10 seconds each; then the worker may go on.
CLICK_SECONDS = 30


@dataclass(frozen=True, slots=True)
class PaymentPage:
    """Where to send the shopper: an address at Stripe, or nowhere yet, or nothing to pay.

    `delayed`: it has been tried again and again, so the shopper should hear more than "wait".
    """

    url: str = ""
    preparing: bool = False
    delayed: bool = False


def payment_page(order: Order, *, now: datetime) -> PaymentPage:
    """The open payment page of an order, opened now where nobody has tried yet.

    An approved order waits for days, a page only for half an hour: there a new one is begun.
    """
    if order.status not in (OrderState.AWAITING_PAYMENT, OrderState.APPROVED_AWAITING_PAYMENT):
        return PaymentPage()
    attempt = live_attempt(order)
    if attempt and attempt.state == S.SESSION_OPEN and attempt.session_expires_at <= now:
        synced_quietly(order)
        attempt = live_attempt(order)
    attempt = attempt or begin_again(order, now=now)
    if attempt and attempt.state == S.NEW:
        _try_once(attempt, Outbox.Kind.OPEN, now)
        attempt = live_attempt(order)
    return _as_it_stands(attempt, now)


def _as_it_stands(attempt: PaymentAttempt | None, now: datetime) -> PaymentPage:
    if attempt is None:
        return PaymentPage()
    if attempt.state == S.SESSION_OPEN:
        is_open = attempt.session_expires_at > now
        return PaymentPage(url=attempt.session_url) if is_open else PaymentPage()
    # An old hold that is being let go of keeps a new page waiting.
    preparing = attempt.state in (S.NEW, S.RELEASING)
    return PaymentPage(preparing=preparing, delayed=preparing and _is_delayed(attempt))


@transaction.atomic
def begin_again(order: Order, *, now: datetime) -> PaymentAttempt | None:
    """A new attempt for an approved order whose payment has ended, at its frozen amount.

    Not where a card is charged already, by hand and another sum: a person puts that right.
    """
    order = locked(order.pk)
    if order.status != OrderState.APPROVED_AWAITING_PAYMENT or order.payment_due_at <= now:
        return None
    live = live_attempt(order)
    if live or any(attempt.not_refunded() for attempt in order.attempts.all()):
        return live
    return begin_payment(order, amount=reactions.owed(order), now=now, at_once=True)


def synced_quietly(order: Order) -> None:
    """Ask Stripe once. Where it does not answer, the page tells what we know; the worker asks."""
    attempt = live_attempt(order)
    if attempt:
        with gateway.for_a_waiting_shopper():
            synced(attempt.pk)


def release_now(order: Order, *, now: datetime) -> None:
    """Try at once to let go of a cancelled order's payment; the promise stays where it fails."""
    attempt = live_attempt(order)
    if attempt:
        _try_once(attempt, Outbox.Kind.RELEASE, now)


def live_attempt(order: Order) -> PaymentAttempt | None:
    """The one attempt of an order that may still take or hold money."""
    attempt: PaymentAttempt | None = _LIVE.first(order_id=order.pk)
    if attempt:
        attempt.order = order
    return attempt


_LIVE = Prepared(
    lambda order_id: PaymentAttempt.objects.filter(order_id=order_id, state__in=LIVE), order_id=-1
)


def _try_once(attempt: PaymentAttempt, kind: Outbox.Kind, now: datetime) -> None:
    lease = outbox.lease_untried(attempt, kind, now, seconds=CLICK_SECONDS)
    if lease:
        with gateway.for_a_waiting_shopper():
            keep(lease, now)


def _is_delayed(attempt: PaymentAttempt) -> bool:
    return outbox.stuck().filter(attempt=attempt).exists()
