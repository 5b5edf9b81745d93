"""What a shopper's click may do about a payment: one try, in the open, never a lost promise."""

from dataclasses import dataclass
from datetime import datetime

from checkout.order.models import Order
from checkout.order.states import OrderState
from checkout.payment import outbox
from checkout.payment.gateway import GatewayError
from checkout.payment.models import Outbox, PaymentAttempt
from checkout.payment.states import LIVE, AttemptState
from checkout.payment.sync import sync
from checkout.payment.worker import keep

S = AttemptState
# The shopper is waiting: the lease is short, so that the worker soon goes on where we fail.
CLICK_SECONDS = 20


@dataclass(frozen=True, slots=True)
class PaymentPage:
    """Where to send the shopper: an address at Stripe, or nowhere yet, or nothing to pay."""

    url: str = ""
    preparing: bool = False


def payment_page(order: Order, *, now: datetime) -> PaymentPage:
    """The open payment page of an order, opened now where it is not."""
    if order.status != OrderState.AWAITING_PAYMENT:
        return PaymentPage()
    attempt = _live_attempt(order)
    if attempt and attempt.state == S.NEW:
        _keep_now(attempt, Outbox.Kind.OPEN, now)
        attempt = _live_attempt(order)
    if attempt is None:
        return PaymentPage()
    if attempt.state == S.SESSION_OPEN and attempt.session_expires_at <= now:
        synced_quietly(order)
        return PaymentPage()
    if attempt.state == S.SESSION_OPEN:
        return PaymentPage(url=attempt.session_url)
    return PaymentPage(preparing=attempt.state == S.NEW)


def synced_quietly(order: Order) -> None:
    """Ask Stripe once. Where it does not answer, the page tells what we know; the worker asks."""
    for attempt in order.attempts.filter(state__in=LIVE):
        try:
            sync(attempt.pk)
        except GatewayError:
            return


def release_now(order: Order, *, now: datetime) -> None:
    """Try at once to let go of a cancelled order's payment; the promise stays where it fails."""
    attempt = _live_attempt(order)
    if attempt:
        _keep_now(attempt, Outbox.Kind.RELEASE, now)


def _keep_now(attempt: PaymentAttempt, kind: Outbox.Kind, now: datetime) -> None:
    lease = outbox.lease_of(attempt, kind, now, seconds=CLICK_SECONDS)
    if lease:
        keep(lease, now)


def _live_attempt(order: Order) -> PaymentAttempt | None:
    return order.attempts.filter(state__in=LIVE).first()
