"""Refunds: never more than was captured and not yet given back.

What was held and not taken is given back too: Stripe writes a refund for it when an intent is
cancelled, lapses or is captured in part. Such a *release* moves no money, answers no request and
does not count against what may be refunded.
"""

from dataclasses import dataclass, field
from typing import ClassVar

from checkout.payment.sandbox.core import charges, disputes, events, lists, shop_rules, store
from checkout.payment.sandbox.core.charges import Charge
from checkout.payment.sandbox.core.currencies import money
from checkout.payment.sandbox.core.errors import ApiError, no_such, refused, shop_rule
from checkout.payment.sandbox.core.shapes import Choice, Metadata, Number, Text, listing, only
from checkout.payment.sandbox.core.work import Json, Params, Work, new_id

# how long a pending refund takes, and after how long a failing one fails, in sandbox seconds
SETTLES_AFTER = 60

CREATE = only(
    {
        "amount": Number(),
        "charge": Text(),
        "metadata": Metadata(),
        "payment_intent": Text(),
        "reason": Choice(("duplicate", "fraudulent", "requested_by_customer")),
    }
)
RETRIEVE = only()
LIST = listing({"charge": Text(), "payment_intent": Text()})


@dataclass(slots=True)
class Refund(store.Record):
    kind: ClassVar[str] = "refund"
    charge: str
    intent: str
    amount: int
    currency: str
    status: str
    reason: str | None = None
    release: bool = False
    failing: bool = False
    transaction: str = field(default_factory=lambda: new_id("txn_3"))
    metadata: dict[str, str] = field(default_factory=dict)


def create(work: Work, key: str, params: Params) -> Json:
    """Give captured money back, in whole or in part. Raises ApiError where it may not be."""
    for problem in shop_rules.refund_problems(params):
        raise shop_rule(problem.message, problem.param)
    charge = _charge_to_refund(work, params)
    amount = _amount_to_refund(work, charge, params.get("amount"))
    fate = charge.test_card.refund
    refund = Refund(
        id=new_id("re_3"),
        created=work.now,
        due_at=None if fate == "succeeded" else work.now + SETTLES_AFTER,
        charge=charge.id,
        intent=charge.intent,
        amount=amount,
        currency=charge.currency,
        status="pending" if fate == "pending" else "succeeded",
        reason=params.get("reason"),
        failing=fate == "failing",
        metadata=params.get("metadata", {}),
    )
    _write(work, charge, refund)
    events.emit(work, "refund.created", answer(work, refund))
    events.emit(work, "charge.refunded", charges.answer(work, charge))
    return answer(work, refund)


def changes(work: Work, key: str, params: Params) -> str | None:
    """The intent whose money a refund gives back."""
    if "charge" not in params:
        return params.get("payment_intent")
    charge = store.get(work.db, Charge, params["charge"])
    return charge.intent if charge else None


def release(work: Work, charge: Charge, *, reason: str | None = None) -> bool:
    """Let go of what is held and was not taken; says whether a refund was written for it."""
    charge.released, charge.due_at = True, None
    rest = charge.amount - charge.amount_captured
    if not rest or not work.release_refunds:
        store.save(work.db, charge)
        return False
    refund = Refund(
        id=new_id("re_3"),
        created=work.now,
        due_at=None,
        charge=charge.id,
        intent=charge.intent,
        amount=rest,
        currency=charge.currency,
        status="succeeded",
        reason=reason,
        release=True,
    )
    _write(work, charge, refund)
    return True


def settle(work: Work, key: str) -> None:
    """Time has come: a pending refund succeeds, a failing one fails and the money is owed again."""
    refund = find(work, key)
    before, refund.due_at = refund.status, None
    refund.status = "failed" if refund.failing else "succeeded"
    store.save(work.db, refund)
    if refund.failing:
        charge = charges.find(work, refund.charge)
        charge.amount_refunded -= refund.amount
        store.save(work.db, charge)
        events.emit(work, "refund.failed", answer(work, refund))
    for type in ("refund.updated", "charge.refund.updated"):
        events.emit(work, type, answer(work, refund), {"status": before})


def find(work: Work, key: str) -> Refund:
    refund = store.get(work.db, Refund, key)
    if refund is None:
        raise no_such("refund", key, param="refund")
    return refund


def retrieve(work: Work, key: str, params: Params) -> Json:
    return answer(work, find(work, key))


def list_page(work: Work, key: str, params: Params) -> Json:
    wanted = {"charge": params.get("charge"), "intent": params.get("payment_intent")}
    found, more = lists.read(work, Refund, params, **wanted)
    return lists.answer([answer(work, refund) for refund in found], more, "/v1/refunds")


def of_charge(work: Work, charge: Charge) -> list[Refund]:
    return store.find(work.db, Refund, charge=charge.id)


def returned(work: Work, charge: Charge) -> int:
    """Captured money given back: pending refunds count, failed ones and releases do not."""
    return sum(
        refund.amount
        for refund in of_charge(work, charge)
        if refund.status != "failed" and not refund.release
    )


def answer(work: Work, refund: Refund) -> Json:
    failed, pending = refund.status == "failed", refund.status == "pending"
    sent_back = {"reference_status": "pending", "reference_type": "acquirer_reference_number"}
    kind = "reversal" if refund.release else "refund"
    return {
        "id": refund.id,
        "object": "refund",
        "amount": refund.amount,
        "balance_transaction": None if refund.release else refund.transaction,
        "charge": refund.charge,
        "created": refund.created,
        "currency": refund.currency,
        "destination_details": {
            "card": {**({} if refund.release else sent_back), "type": kind},
            "type": "card",
        },
        **({"failure_balance_transaction": f"{refund.transaction}f"} if failed else {}),
        **({"failure_reason": "expired_or_canceled_card"} if failed else {}),
        "metadata": refund.metadata,
        "payment_intent": refund.intent,
        **({"pending_reason": "processing"} if pending else {}),
        "reason": refund.reason,
        "receipt_number": None,
        "source_transfer_reversal": None,
        "status": refund.status,
        "transfer_reversal": None,
    }


def _write(work: Work, charge: Charge, refund: Refund) -> None:
    store.add(work.db, refund)
    charge.amount_refunded += refund.amount
    store.save(work.db, charge)


def _charge_to_refund(work: Work, params: Params) -> Charge:
    if "charge" in params:
        charge = charges.find(work, params["charge"])
        if charge.captured:
            return charge
        raise refused(f"Charge {charge.id} has not been captured.", code="charge_not_refundable")
    if "payment_intent" not in params:
        message = "One of the following params should be provided: payment_intent or charge."
        raise ApiError(message, code="parameter_missing", param="payment_intent")
    key = params["payment_intent"]
    if not store.knows(work.db, "payment_intent", key):
        raise no_such("payment_intent", key, param="payment_intent")
    for charge in store.find(work.db, Charge, intent=key):
        if charge.captured:
            return charge
    message = f"This PaymentIntent ({key}) does not have a successful charge to refund."
    raise refused(message, param="payment_intent")


def _amount_to_refund(work: Work, charge: Charge, asked: int | None) -> int:
    if asked is not None and asked < 1:
        message = "This value must be greater than or equal to 1."
        raise ApiError(message, code="parameter_invalid_integer", param="amount")
    if disputes.blocks_refund(work, charge):
        message = f"Charge {charge.id} has been charged back; cannot issue a refund."
        raise refused(message, code="charge_disputed")
    left = charge.amount_captured - returned(work, charge)
    if not left:
        message = f"Charge {charge.id} has already been refunded."
        raise refused(message, code="charge_already_refunded")
    if asked is not None and asked > left:
        too_much, rest = money(asked, charge.currency), money(left, charge.currency)
        message = f"Refund amount ({too_much}) is greater than unrefunded amount on charge ({rest})"
        raise refused(message, param="amount")
    return asked or left
