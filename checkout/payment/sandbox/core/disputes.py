"""Disputes: money a bank asks about, or takes back for its customer.

An inquiry is a bank's question: no money moves, it is closed or becomes a dispute. A dispute takes
the money back at once and gives it again if it is won. Source: docs.stripe.com/disputes.
"""

from dataclasses import dataclass
from typing import ClassVar

from checkout.payment.sandbox.core import charges, events, lists, store
from checkout.payment.sandbox.core.charges import Charge
from checkout.payment.sandbox.core.errors import no_such
from checkout.payment.sandbox.core.shapes import Text, listing, only
from checkout.payment.sandbox.core.work import Json, Params, Work, new_id

ANSWER_WITHIN = 9 * 24 * 3600

RETRIEVE = only()
LIST = listing({"charge": Text(), "payment_intent": Text()})

MOVES = {
    "warning_needs_response": {"warning_closed", "needs_response"},
    "warning_closed": set(),
    "needs_response": {"won", "lost"},
    "won": set(),
    "lost": set(),
}


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
    status: str = "needs_response"

    @property
    def lets_refund(self) -> bool:
        """Whether the charge may still be refunded: never while the bank has the money."""
        return self.inquiry or self.status == "won"

    def move(self, status: str) -> None:
        """The only way a status changes. Raises ValueError for a move that is not in the table."""
        if status not in MOVES[self.status]:
            raise ValueError(f"A dispute cannot go from {self.status} to {status}.")
        self.status = status


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
        status="warning_needs_response" if card.inquiry else "needs_response",
    )
    store.add(work.db, dispute)
    events.emit(work, "charge.dispute.created", answer(work, dispute))
    if not dispute.inquiry:
        _mark(work, charge)
        events.emit(work, "charge.dispute.funds_withdrawn", answer(work, dispute))


def close(work: Work, key: str, *, won: bool) -> Json:
    """The bank has decided. An inquiry is closed as such, whatever `won` says.

    Raises ApiError (404) for an unknown dispute, ValueError for one that is closed.
    """
    dispute = find(work, key)
    dispute.move("warning_closed" if dispute.inquiry else "won" if won else "lost")
    store.save(work.db, dispute)
    if dispute.status == "won":
        events.emit(work, "charge.dispute.funds_reinstated", answer(work, dispute))
    events.emit(work, "charge.dispute.closed", answer(work, dispute))
    return answer(work, dispute)


def escalate(work: Work, key: str) -> Json:
    """The bank was not content: its inquiry becomes a dispute and the money is taken back.

    Raises ApiError (404) for an unknown dispute, ValueError for what is no open inquiry.
    """
    dispute = find(work, key)
    before = dispute.status
    dispute.move("needs_response")
    dispute.inquiry = False
    store.save(work.db, dispute)
    _mark(work, charges.find(work, dispute.charge))
    events.emit(work, "charge.dispute.updated", answer(work, dispute), {"status": before})
    events.emit(work, "charge.dispute.funds_withdrawn", answer(work, dispute))
    return answer(work, dispute)


def _mark(work: Work, charge: Charge) -> None:
    """Stripe does not say whether a question marks the charge as well: here it never does."""
    charge.disputed = True
    store.save(work.db, charge)


def blocks_refund(work: Work, charge: Charge) -> bool:
    """A charge taken back by the bank cannot be refunded as well; an inquiry still can."""
    found = store.find(work.db, Dispute, charge=charge.id)
    return not all(dispute.lets_refund for dispute in found)


def withdrawn(work: Work, charge: Charge) -> int:
    """What banks have taken back of a charge and not given again."""
    found = store.find(work.db, Dispute, charge=charge.id)
    return sum(d.amount for d in found if not d.inquiry and d.status != "won")


def undecided(work: Work) -> list[Dispute]:
    return [dispute for dispute in store.find(work.db, Dispute) if MOVES[dispute.status]]


def find(work: Work, key: str) -> Dispute:
    dispute = store.get(work.db, Dispute, key)
    if dispute is None:
        raise no_such("dispute", key, param="dispute")
    return dispute


def retrieve(work: Work, key: str, params: Params) -> Json:
    return answer(work, find(work, key))


def list_page(work: Work, key: str, params: Params) -> Json:
    wanted = {"charge": params.get("charge"), "intent": params.get("payment_intent")}
    found, more = lists.read(work, Dispute, params, **wanted)
    return lists.answer([answer(work, dispute) for dispute in found], more, "/v1/disputes")


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
        "is_charge_refundable": dispute.lets_refund,
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
        "status": dispute.status,
    }
