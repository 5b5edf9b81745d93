"""Early fraud warnings: a bank suspects a charge, before anybody has disputed it.

Source: docs.stripe.com/api/radar/early_fraud_warnings.
"""

from dataclasses import dataclass
from typing import ClassVar

from checkout.payment.sandbox.core import charges, events, lists, store
from checkout.payment.sandbox.core.charges import Charge
from checkout.payment.sandbox.core.errors import no_such
from checkout.payment.sandbox.core.shapes import Text, listing, only
from checkout.payment.sandbox.core.work import Json, Params, Work, new_id

RETRIEVE = only()
LIST = listing({"charge": Text(), "payment_intent": Text()})


@dataclass(slots=True)
class FraudWarning(store.Record):
    kind: ClassVar[str] = "radar.early_fraud_warning"
    charge: str
    intent: str


def warn_if_card_says_so(work: Work, charge: Charge) -> None:
    """Called when the bank agreed: held money can be suspected as well as taken money."""
    if not charge.test_card.warning:
        return
    warning = FraudWarning(
        id=new_id("issfr_1"),
        created=work.now,
        due_at=None,
        charge=charge.id,
        intent=charge.intent,
    )
    store.add(work.db, warning)
    events.emit(work, "radar.early_fraud_warning.created", answer(work, warning))


def retrieve(work: Work, key: str, params: Params) -> Json:
    warning = store.get(work.db, FraudWarning, key)
    if warning is None:
        raise no_such("early fraud warning", key, param="early_fraud_warning")
    return answer(work, warning)


def list_page(work: Work, key: str, params: Params) -> Json:
    wanted = {"charge": params.get("charge"), "intent": params.get("payment_intent")}
    found, more = lists.read(work, FraudWarning, params, **wanted)
    data = [answer(work, warning) for warning in found]
    return lists.answer(data, more, "/v1/radar/early_fraud_warnings")


def answer(work: Work, warning: FraudWarning) -> Json:
    charge = charges.find(work, warning.charge)
    return {
        "id": warning.id,
        "object": "radar.early_fraud_warning",
        "actionable": not (charge.disputed or charge.refunded),
        "charge": warning.charge,
        "created": warning.created,
        "fraud_type": "unauthorized_use_of_card",
        "livemode": False,
        "payment_intent": warning.intent,
    }
