"""What Stripe says is true of a payment, of all recent payments and of refunds."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import stripe

from checkout.payment.facts import DisputeFacts, PaymentFacts, RefundFacts
from checkout.payment.gateway.door import client, translated
from checkout.payment.gateway.moments import moment, seconds
from checkout.payment.states import RefundState

MOST = 100
CHARGE = "payment_intent.latest_charge"


@dataclass(frozen=True, slots=True)
class Listed:
    """A payment as a list shows it: without refunds, disputes and warnings."""

    session_id: str
    facts: PaymentFacts


def payment_facts(session_id: str) -> PaymentFacts:
    """Everything about a payment, read from the session downwards. Raises GatewayError."""
    with translated():
        session = client().v1.checkout.sessions.retrieve(session_id, {"expand": [CHARGE]})
        return _facts(session, whole=True)


def payments_since(since: datetime) -> Iterator[Listed]:
    """Every payment page opened since then, newest first, 100 an answer. Raises GatewayError."""
    with translated():
        pages = client().v1.checkout.sessions.list(
            {
                "created": {"gte": seconds(since)},
                "limit": MOST,
                "expand": [f"data.{CHARGE}"],
            }
        )
        for session in pages.auto_paging_iter():
            yield Listed(session.id, _facts(session, whole=False))


def refunds_since(since: datetime) -> Iterator[tuple[str, RefundFacts]]:
    """Every refund made since then, with its PaymentIntent's id. Raises GatewayError."""
    with translated():
        pages = client().v1.refunds.list({"created": {"gte": seconds(since)}, "limit": MOST})
        for refund in pages.auto_paging_iter():
            if not _is_a_release(refund):
                yield str(refund.payment_intent or ""), _refund(refund)


def _facts(session: stripe.checkout.Session, *, whole: bool) -> PaymentFacts:
    number = session.client_reference_id or ""
    intent = session.payment_intent
    if not isinstance(intent, stripe.PaymentIntent):
        return PaymentFacts(session.status or "", number)
    error = intent.last_payment_error
    charge = _agreed_charge(intent)
    taken = charge if whole and charge and intent.status == "succeeded" else None
    return PaymentFacts(
        session_status=session.status or "",
        order_number=number,
        intent_id=intent.id,
        intent_status=intent.status,
        amount=intent.amount,
        captured=intent.amount_received,
        currency=intent.currency.upper(),
        capture_before=_capture_before(charge),
        decline_reason=_decline_code(error) if error else "",
        lapsed=intent.cancellation_reason == "automatic",
        charge_id=charge.id if charge else "",
        held=charge.amount if charge else 0,
        held_at=moment(charge.created) if charge else None,
        card=_card_words(charge),
        refunds=_refunds_of(taken) if taken else (),
        disputes=_disputes_of(taken) if taken else (),
        fraud_warnings=_warnings_of(taken) if taken else 0,
    )


def _decline_code(error: stripe.PaymentIntent.LastPaymentError) -> str:
    """The bank's reason where it gave one, else what Stripe found wrong."""
    # Stripe leaves out what an error does not have.
    codes = (getattr(error, name, None) for name in ("decline_code", "code", "type"))
    return next(filter(None, codes), "")


def _agreed_charge(intent: stripe.PaymentIntent) -> stripe.Charge | None:
    """The charge a bank agreed to; a declined one held nothing."""
    charge = intent.latest_charge
    return charge if isinstance(charge, stripe.Charge) and charge.status == "succeeded" else None


def _refunds_of(charge: stripe.Charge) -> tuple[RefundFacts, ...]:
    """Oldest first."""
    pages = client().v1.refunds.list({"charge": charge.id, "limit": MOST})
    found = [_refund(refund) for refund in pages.auto_paging_iter() if not _is_a_release(refund)]
    return tuple(reversed(found))


def _is_a_release(refund: stripe.Refund) -> bool:
    """Stripe also writes a refund for what was held and never taken: it moves no money."""
    return refund.status == "succeeded" and refund.balance_transaction is None


def _refund(refund: stripe.Refund) -> RefundFacts:
    # https://docs.stripe.com/api/refunds/object#refund_object-status; a canceled one moves nothing
    ended = {"succeeded": RefundState.SUCCEEDED, "failed": RefundState.FAILED}
    states = {**ended, "canceled": RefundState.FAILED}
    return RefundFacts(
        id=refund.id,
        amount=refund.amount,
        state=states.get(refund.status or "", RefundState.PENDING),
        made_at=moment(refund.created),
        token=(refund.to_dict().get("metadata") or {}).get("refund", ""),
        failure=getattr(refund, "failure_reason", None) or "",
    )


def _disputes_of(charge: stripe.Charge) -> tuple[DisputeFacts, ...]:
    """Also a bank's mere questions: nothing promises that the charge itself tells of them."""
    pages = client().v1.disputes.list({"charge": charge.id, "limit": MOST})
    return tuple(_dispute(dispute) for dispute in pages.auto_paging_iter())


def _dispute(dispute: stripe.Dispute) -> DisputeFacts:
    due = dispute.evidence_details.due_by
    return DisputeFacts(
        id=dispute.id,
        amount=dispute.amount,
        status=dispute.status,
        reason=dispute.reason,
        made_at=moment(dispute.created),
        answer_by=moment(due) if due else None,
    )


def _warnings_of(charge: stripe.Charge) -> int:
    pages = client().v1.radar.early_fraud_warnings.list({"charge": charge.id, "limit": MOST})
    return sum(1 for _ in pages.auto_paging_iter())


def _capture_before(charge: stripe.Charge | None) -> datetime | None:
    # Stripe leaves the field out once nothing is held any more.
    at = getattr(_card(charge), "capture_before", None)
    return moment(at) if at else None


def _card_words(charge: stripe.Charge | None) -> str:
    """Such as "Visa ending 4242"."""
    card = _card(charge)
    return f"{(card.brand or 'card').capitalize()} ending {card.last4}" if card else ""


def _card(charge: stripe.Charge | None) -> stripe.Charge.PaymentMethodDetails.Card | None:
    """None where it was paid in another way, as by a Payment Link staff made at Stripe."""
    details = charge.payment_method_details if charge else None
    # Stripe leaves out every way it was not paid in.
    return getattr(details, "card", None)
