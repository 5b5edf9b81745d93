"""Disputes and early fraud warnings: what a bank says about a charge afterwards."""

from dataclasses import dataclass
from typing import ClassVar

from checkout.payment.sandbox.core import events, store
from checkout.payment.sandbox.core.charges import Charge
from checkout.payment.sandbox.core.errors import no_such
from checkout.payment.sandbox.core.shapes import only
from checkout.payment.sandbox.core.work import Json, Params, Work, new_id

ANSWER_WITHIN = 9 * 24 * 3600

RETRIEVE = only()


@dataclass(slots=True)
class Dispute(store.Record):
    kind: ClassVar[str] = "dispute"
    charge: str
    intent: str
    amount: int
    currency: str
    brand: str
    reason: str
    inquiry: bool


def open_if_card_says_so(work: Work, charge: Charge) -> None:
    """Called when money was taken: only taken money can be disputed."""
    card = charge.test_card
    if card.dispute is None:
        return
    dispute = Dispute(
        id=new_id("du_1"),
        created=work.now,
        due_at=None,
        charge=charge.id,
        intent=charge.intent,
        amount=charge.amount_captured,
        currency=charge.currency,
        brand=card.brand,
        reason=card.dispute,
        inquiry=card.inquiry,
    )
    store.add(work.db, dispute)
    charge.disputed = True
    store.save(work.db, charge)
    events.emit(work, "charge.dispute.created", answer(work, dispute))
    if not dispute.inquiry:
        events.emit(work, "charge.dispute.funds_withdrawn", answer(work, dispute))


def warn_if_card_says_so(work: Work, charge: Charge) -> None:
    """An early fraud warning is only ever an event here; the shop looks nothing up by it."""
    if not charge.test_card.warning:
        return
    warning = {
        "id": new_id("issfr_1"),
        "object": "radar.early_fraud_warning",
        "actionable": True,
        "charge": charge.id,
        "created": work.now,
        "fraud_type": "unauthorized_use_of_card",
        "livemode": False,
        "payment_intent": charge.intent,
    }
    events.emit(work, "radar.early_fraud_warning.created", warning)


def blocks_refund(work: Work, charge: Charge) -> bool:
    """A charge taken back by the bank cannot be refunded as well; an inquiry still can."""
    found = store.find(work.db, Dispute, charge=charge.id)
    return any(not dispute.inquiry for dispute in found)


def retrieve(work: Work, key: str, params: Params) -> Json:
    dispute = store.get(work.db, Dispute, key)
    if dispute is None:
        raise no_such("dispute", key, param="dispute")
    return answer(work, dispute)


def answer(work: Work, dispute: Dispute) -> Json:
    return {
        "id": dispute.id,
        "object": "dispute",
        "amount": dispute.amount,
        "balance_transactions": [],
        "charge": dispute.charge,
        "created": dispute.created,
        "currency": dispute.currency,
        "enhanced_eligibility_types": [],
        "evidence": {"enhanced_evidence": {}},
        "evidence_details": {
            "due_by": dispute.created + ANSWER_WITHIN,
            "enhanced_eligibility": {},
            "has_evidence": False,
            "past_due": False,
            "submission_count": 0,
        },
        "is_charge_refundable": dispute.inquiry,
        "livemode": False,
        "metadata": {},
        "payment_intent": dispute.intent,
        "payment_method_details": {
            "card": {
                "brand": dispute.brand,
                "case_type": "inquiry" if dispute.inquiry else "chargeback",
                "network_reason_code": None,
            },
            "type": "card",
        },
        "reason": dispute.reason,
        "status": "warning_needs_response" if dispute.inquiry else "needs_response",
    }
