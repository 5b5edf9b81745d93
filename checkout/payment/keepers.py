"""How each kind of promise in the outbox is kept. Every keeper may run again after any crash."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction

from checkout.order import reactions
from checkout.order.mails import emails
from checkout.order.states import DEAD, PAID_FOR, OrderState
from checkout.payment import gateway, moving, outbox, refunding
from checkout.payment.calling import call
from checkout.payment.gateway import KeyMisused, OpenSession, Refusal
from checkout.payment.models import Outbox, PaymentAttempt, Refund
from checkout.payment.outbox import Lease
from checkout.payment.rules import NO_PAGE, NOT_CHARGED
from checkout.payment.states import HOLDING, LIVE, AttemptState, RefundState
from checkout.payment.sync import sync

S = AttemptState
# Stripe wants at least 30 minutes of life at the moment it hears of a session.
SESSION_LIFE = timedelta(minutes=31)
# Stripe forgets an idempotency key after 24 hours; an hour is ours.
KEY_LIFE = timedelta(hours=23)
# One refusal may be a key that was used before; the next ones will not go away by themselves.
REFUSALS_TO_TELL = 2
# Who does not want what is held any more: the order is dead, waits for another card or is paid.
UNWANTED = DEAD | PAID_FOR | {OrderState.APPROVED_AWAITING_PAYMENT}


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
            at_once=attempt.charges_at_once,
            expires_at=sent_at + SESSION_LIFE,
            key=row.idempotency_key,
            **row.parameters,
        )
    except Refusal as refusal:
        if row.generation >= REFUSALS_TO_TELL:
            _call_for_attention(attempt.pk, f"{NO_PAGE}{refusal}", states=[S.NEW])
        raise StartOver(str(refusal)) from refusal
    _page_is_open(attempt, session)


def keep_capture(lease: Lease, now: datetime) -> None:
    """Charge what was approved. What was sent before is looked up before it is sent again."""
    row, attempt = lease.row, lease.row.attempt
    if row.tries > 1 and _is_over(sync(attempt.pk)):
        return
    # Noted before the order is looked at: who cancels it from here on is told that it is too late.
    outbox.note_first_sending(lease, now, key_life=KEY_LIFE)
    if not _begin(attempt, S.CAPTURING, order_states={OrderState.APPROVED}):
        return
    try:
        gateway.capture(attempt.intent_id, amount=row.parameters["amount"], key=row.idempotency_key)
    except Refusal as refusal:
        if _is_over(sync(attempt.pk)):
            return
        if not isinstance(refusal, KeyMisused):
            _call_for_attention(attempt.pk, f"{NOT_CHARGED}{refusal}", states=list(HOLDING))
        raise StartOver(str(refusal)) from refusal
    if not _is_over(sync(attempt.pk)):
        raise NotYet("Stripe has not charged yet.")


def keep_release(lease: Lease, now: datetime) -> None:
    """Close the payment page or let go of the hold, as far as we know; then stock goes back."""
    row, attempt = lease.row, lease.row.attempt
    if attempt.state == S.NEW:
        abandon(attempt, now)
        return
    if row.tries > 1 and _is_over(attempt := sync(attempt.pk)):
        return
    outbox.note_first_sending(lease, now, key_life=KEY_LIFE)
    try:
        if attempt.state == S.SESSION_OPEN:
            gateway.expire_session(attempt.session_id, key=f"{row.idempotency_key}-expire")
        elif _begin(attempt, S.RELEASING, order_states=UNWANTED):
            gateway.release(attempt.intent_id, key=f"{row.idempotency_key}-cancel")
    except Refusal as refusal:
        # The shopper or staff were quicker at Stripe: what is there now decides the next try.
        sync(attempt.pk)
        raise StartOver(str(refusal)) from refusal
    if not _is_over(sync(attempt.pk)):
        raise NotYet("Stripe has not let go yet.")


def keep_refund(lease: Lease, now: datetime) -> None:
    """Give money back. A second time would be a second refund: so first it is looked for."""
    row, attempt = lease.row, lease.row.attempt
    refund = Refund.objects.get(pk=row.parameters["refund"])
    if row.tries > 1:
        sync(attempt.pk)
        refund.refresh_from_db()
    if not _is_to_be_sent(refund):
        return
    outbox.note_first_sending(lease, now, key_life=KEY_LIFE)
    try:
        gateway.refund(
            attempt.intent_id, amount=refund.amount, token=refund.token, key=row.idempotency_key
        )
    except KeyMisused as misused:
        raise StartOver(str(misused)) from misused
    except Refusal as refusal:
        sync(attempt.pk)
        _refused(refund, str(refusal))
        return
    sync(attempt.pk)
    refund.refresh_from_db()
    if _is_to_be_sent(refund):
        raise NotYet("Stripe does not show the refund yet.")


def keep_mail(lease: Lease, now: datetime) -> None:
    """Send one mail about an order, where it is still true and has a reader."""
    if emails.send(lease.row.order, **lease.row.parameters):
        outbox.note_mailed(lease, now)


KEEPERS: dict[Outbox.Kind, Callable[[Lease, datetime], None]] = {
    Outbox.Kind.OPEN: keep_open,
    Outbox.Kind.CAPTURE: keep_capture,
    Outbox.Kind.RELEASE: keep_release,
    Outbox.Kind.REFUND: keep_refund,
    Outbox.Kind.MAIL: keep_mail,
}


def _is_over(attempt: PaymentAttempt) -> bool:
    """Charged, let go, expired or lapsed: nothing can be done about it any more."""
    return attempt.state not in LIVE


def _is_to_be_sent(refund: Refund) -> bool:
    return refund.stripe_id is None and refund.state == RefundState.PENDING


@transaction.atomic
def _refused(refund: Refund, failure: str) -> None:
    attempt, order = moving.locked(refund.attempt)
    refunding.refuse(refund, failure)
    reactions.call_for_attention(order, attempt)
    attempt.save()


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
    call(troubled, problem)
