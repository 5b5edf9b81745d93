"""How each kind of promise in the outbox is kept. Every keeper may run again after any crash."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from checkout.order import emails, reactions
from checkout.order.models import Order
from checkout.order.moving import locked
from checkout.order.states import DEAD, OrderState
from checkout.payment import gateway
from checkout.payment.gateway import OpenSession, Refusal
from checkout.payment.models import Outbox, PaymentAttempt
from checkout.payment.states import LIVE, AttemptState
from checkout.payment.sync import sync

S = AttemptState
# Stripe wants at least 30 minutes of life at the moment it hears of a session.
SESSION_LIFE = timedelta(minutes=31)
# Stripe forgets an idempotency key after 24 hours; an hour is ours.
KEY_LIFE = timedelta(hours=23)


class NotYet(Exception):
    """Something else has to happen first; the promise stays."""


class StartOver(Exception):
    """Stripe will not do it under this key and has done nothing: a new key may."""


def keep_open(row: Outbox, now: datetime) -> None:
    """Open the payment page of an order, where nobody has yet."""
    attempt = row.attempt
    order = attempt.order
    if attempt.state != S.NEW:
        return
    if order.status in DEAD and row.first_sent_at is None:
        raise NotYet("The order was given up; its release closes this too.")
    sent_at = _first_sending(row, now)
    try:
        session = gateway.open_session(
            number=order.number,
            email=order.guest_email,
            amount=attempt.amount,
            currency=attempt.currency,
            expires_at=sent_at + SESSION_LIFE,
            success_url=f"{settings.SITE_URL}{reverse('order-return', args=[order.number])}",
            cancel_url=f"{settings.SITE_URL}{reverse('order', args=[order.number])}",
            key=row.idempotency_key,
        )
    except Refusal as refusal:
        raise StartOver(str(refusal)) from refusal
    _page_is_open(attempt.pk, session)


def keep_capture(row: Outbox, now: datetime) -> None:
    """Charge what was approved."""
    attempt = row.attempt
    if row.generation > 1 and sync(attempt.pk).state == S.CAPTURED:
        return
    if _begin(attempt.pk, S.CAPTURING, order_states={OrderState.APPROVED}):
        try:
            gateway.capture(
                attempt.intent_id, amount=row.parameters["amount"], key=row.idempotency_key
            )
        except Refusal as refusal:
            _raise_attention_unless_moved(attempt.pk, S.CAPTURING, str(refusal))
            return
    after = sync(attempt.pk)
    if after.state in LIVE and not after.needs_attention:
        raise NotYet("Stripe has not charged yet.")


def keep_release(row: Outbox, now: datetime) -> None:
    """Close the payment page or let go of the hold, whichever Stripe has; then stock goes back."""
    attempt = sync(row.attempt_id)
    if attempt.state == S.NEW:
        abandon(attempt.pk, now)
        return
    try:
        if attempt.state == S.SESSION_OPEN:
            gateway.expire_session(attempt.session_id, key=f"{row.idempotency_key}-expire")
        elif _begin(attempt.pk, S.RELEASING, order_states=DEAD):
            gateway.release(attempt.intent_id, key=f"{row.idempotency_key}-cancel")
    except Refusal as refusal:
        # The shopper or staff were quicker at Stripe: what is there now decides the next try.
        sync(attempt.pk)
        raise StartOver(str(refusal)) from refusal
    if sync(attempt.pk).state in LIVE:
        raise NotYet("Stripe has not let go yet.")


def keep_mail(row: Outbox, now: datetime) -> None:
    """Send one mail about an order."""
    emails.send(row.parameters["mail"], row.order)


KEEPERS: dict[Outbox.Kind, Callable[[Outbox, datetime], None]] = {
    Outbox.Kind.OPEN: keep_open,
    Outbox.Kind.CAPTURE: keep_capture,
    Outbox.Kind.RELEASE: keep_release,
    Outbox.Kind.MAIL: keep_mail,
}


def _first_sending(row: Outbox, now: datetime) -> datetime:
    """When this key was first sent, written down before it is; an old key is replaced."""
    if row.first_sent_at and now - row.first_sent_at > KEY_LIFE:
        row.generation += 1
        row.first_sent_at = None
    if row.first_sent_at is None:
        row.first_sent_at = now
        row.save(update_fields=["first_sent_at", "generation"])
    return row.first_sent_at


@transaction.atomic
def _page_is_open(attempt_id: int, session: OpenSession) -> None:
    PaymentAttempt.objects.filter(pk=attempt_id, state=S.NEW).update(
        state=S.SESSION_OPEN,
        session_id=session.session_id,
        session_url=session.url,
        session_expires_at=session.expires_at,
    )


@transaction.atomic
def _begin(attempt_id: int, state: AttemptState, *, order_states: frozenset | set) -> bool:
    """Note that we are about to charge or release; whether Stripe may be asked to."""
    attempt, order = _locked(attempt_id)
    if order.status not in order_states or attempt.state not in (S.AUTHORISED, state):
        return False
    attempt.state = state
    attempt.save(update_fields=["state"])
    return True


@transaction.atomic
def abandon(attempt_id: int, now: datetime) -> None:
    """Give up an attempt Stripe never heard of. Raises NotYet where it may have."""
    attempt, order = _locked(attempt_id)
    unsent = Outbox.objects.filter(
        attempt=attempt,
        kind=Outbox.Kind.OPEN,
        first_sent_at__isnull=True,
        leased_until__isnull=True,
        done_at__isnull=True,
    )
    if attempt.state != S.NEW or not unsent.update(done_at=now):
        raise NotYet("The payment page is being opened; it has to be closed first.")
    attempt.state = S.ABANDONED
    attempt.save(update_fields=["state"])
    reactions.payment_gone(order, attempt, now=now)


def _raise_attention_unless_moved(attempt_id: int, state: AttemptState, problem: str) -> None:
    attempt = sync(attempt_id)
    if attempt.state in (state, S.AUTHORISED):
        PaymentAttempt.objects.filter(pk=attempt_id).update(needs_attention=problem[:255])


def _locked(attempt_id: int) -> tuple[PaymentAttempt, Order]:
    order_id = PaymentAttempt.objects.values_list("order_id", flat=True).get(pk=attempt_id)
    order = locked(order_id)
    return PaymentAttempt.objects.select_for_update().get(pk=attempt_id), order
