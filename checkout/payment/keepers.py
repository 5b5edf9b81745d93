"""How each kind of promise in the outbox is kept. Every keeper may run again after any crash."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction

from checkout.order import emails, reactions
from checkout.order.states import DEAD, OrderState
from checkout.payment import gateway, moving, outbox
from checkout.payment.gateway import KeyMisused, OpenSession, Refusal
from checkout.payment.models import Outbox, PaymentAttempt
from checkout.payment.outbox import Lease
from checkout.payment.states import LIVE, AttemptState
from checkout.payment.sync import sync

S = AttemptState
# Stripe wants at least 30 minutes of life at the moment it hears of a session.
SESSION_LIFE = timedelta(minutes=31)
# Stripe forgets an idempotency key after 24 hours; an hour is ours.
KEY_LIFE = timedelta(hours=23)
# One refusal may be a key that was used before; the next ones will not go away by themselves.
REFUSALS_TO_TELL = 2


class NotYet(Exception):
    """Something else has to happen first; the promise stays."""


class StartOver(Exception):
    """Stripe will not do it under this key and has done nothing: a new key may."""


def keep_open(lease: Lease, now: datetime) -> None:
    """Open the payment page of an order, where nobody has yet."""
    row, attempt = lease.row, lease.row.attempt
    order = attempt.order
    if attempt.state != S.NEW:
        return
    if order.status in DEAD and row.first_sent_at is None:
        raise NotYet("The order was given up; its release closes this too.")
    sent_at = outbox.note_first_sending(lease, now, key_life=KEY_LIFE)
    try:
        session = gateway.open_session(
            number=order.number,
            amount=attempt.amount,
            currency=attempt.currency,
            expires_at=sent_at + SESSION_LIFE,
            key=row.idempotency_key,
            **row.parameters,
        )
    except Refusal as refusal:
        if row.generation >= REFUSALS_TO_TELL:
            _call_for_attention(attempt.pk, f"No payment page: {refusal}", states=[S.NEW])
        raise StartOver(str(refusal)) from refusal
    _page_is_open(attempt, session)


def keep_capture(lease: Lease, now: datetime) -> None:
    """Charge what was approved."""
    row, attempt = lease.row, lease.row.attempt
    if row.generation > 1 and sync(attempt.pk).state == S.CAPTURED:
        return
    if _begin(attempt, S.CAPTURING, order_states={OrderState.APPROVED}):
        try:
            gateway.capture(
                attempt.intent_id, amount=row.parameters["amount"], key=row.idempotency_key
            )
        except KeyMisused as misused:
            raise StartOver(str(misused)) from misused
        except Refusal as refusal:
            sync(attempt.pk)
            _call_for_attention(
                attempt.pk, f"Not charged: {refusal}", states=[S.AUTHORISED, S.CAPTURING]
            )
            return
    after = sync(attempt.pk)
    if after.state in LIVE and not after.needs_attention:
        raise NotYet("Stripe has not charged yet.")


def keep_release(lease: Lease, now: datetime) -> None:
    """Close the payment page or let go of the hold, as far as we know; then stock goes back."""
    attempt, key = lease.row.attempt, lease.row.idempotency_key
    if attempt.state == S.NEW:
        abandon(attempt, now)
        return
    try:
        if attempt.state == S.SESSION_OPEN:
            gateway.expire_session(attempt.session_id, key=f"{key}-expire")
        elif _begin(attempt, S.RELEASING, order_states=DEAD):
            gateway.release(attempt.intent_id, key=f"{key}-cancel")
    except Refusal as refusal:
        # The shopper or staff were quicker at Stripe: what is there now decides the next try.
        sync(attempt.pk)
        raise StartOver(str(refusal)) from refusal
    if sync(attempt.pk).state in LIVE:
        raise NotYet("Stripe has not let go yet.")


def keep_mail(lease: Lease, now: datetime) -> None:
    """Send one mail about an order."""
    emails.send(lease.row.parameters["mail"], lease.row.order)


KEEPERS: dict[Outbox.Kind, Callable[[Lease, datetime], None]] = {
    Outbox.Kind.OPEN: keep_open,
    Outbox.Kind.CAPTURE: keep_capture,
    Outbox.Kind.RELEASE: keep_release,
    Outbox.Kind.MAIL: keep_mail,
}


@transaction.atomic
def _page_is_open(attempt: PaymentAttempt, session: OpenSession) -> None:
    attempt, _ = moving.locked(attempt)
    if attempt.state == S.NEW:
        attempt.session_id = session.session_id
        attempt.session_url = session.url
        attempt.session_expires_at = session.expires_at
        attempt.needs_attention = ""
        moving.move(attempt, S.SESSION_OPEN)


@transaction.atomic
def _begin(attempt: PaymentAttempt, state: AttemptState, *, order_states: frozenset | set) -> bool:
    """Note that we are about to charge or release; whether Stripe may be asked to."""
    attempt, order = moving.locked(attempt)
    if order.status not in order_states:
        return False
    if attempt.state == S.AUTHORISED:
        moving.move(attempt, state)
    return attempt.state == state


@transaction.atomic
def abandon(attempt: PaymentAttempt, now: datetime) -> None:
    """Give up an attempt Stripe never heard of. Raises NotYet where it may have.

    A page that was opened under a key that failed counts as unheard: nobody knows its address, and
    it expires by itself.
    """
    attempt, order = moving.locked(attempt)
    unsent = Outbox.objects.filter(
        attempt=attempt,
        kind=Outbox.Kind.OPEN,
        first_sent_at__isnull=True,
        leased_until__isnull=True,
        done_at__isnull=True,
    )
    if attempt.state != S.NEW or not unsent.update(done_at=now):
        raise NotYet("The payment page is being opened; it has to be closed first.")
    attempt.needs_attention = ""
    moving.move(attempt, S.ABANDONED)
    reactions.payment_gone(order, now=now)


def _call_for_attention(attempt_id: int, problem: str, *, states: list[AttemptState]) -> None:
    """Where the attempt is still in one of these states, tell staff."""
    troubled = PaymentAttempt.objects.filter(pk=attempt_id, state__in=states)
    troubled.update(needs_attention=problem[:255])
