"""PaymentIntents, captured by hand or at once: the moves they can make, and the refusals.

An intent is born when the shopper first confirms a Checkout Session (paying.py), never before.
"""

from dataclasses import dataclass, field
from typing import ClassVar

from checkout.payment.sandbox.core import charges, disputes, events, lists, refunds, store
from checkout.payment.sandbox.core.cards import CardDetails, payment_method_answer
from checkout.payment.sandbox.core.errors import ApiError, no_such, refused
from checkout.payment.sandbox.core.shapes import Choice, Number, listing, only
from checkout.payment.sandbox.core.work import Json, Params, Work

REASONS = ("abandoned", "duplicate", "fraudulent", "requested_by_customer")

RETRIEVE = only()
LIST = listing()
CAPTURE = only({"amount_to_capture": Number()})
CANCEL = only({"cancellation_reason": Choice(REASONS)})

MOVES = {
    "requires_payment_method": {"requires_action", "requires_capture", "succeeded", "canceled"},
    "requires_action": {"requires_payment_method", "requires_capture", "succeeded", "canceled"},
    "requires_capture": {"succeeded", "canceled"},
    "succeeded": set(),
    "canceled": set(),
}


@dataclass(slots=True)
class Intent(store.Record):
    kind: ClassVar[str] = "payment_intent"
    session: str
    amount: int
    currency: str
    client_secret: str
    capture_method: str = "manual"
    description: str | None = None
    metadata: dict[str, str] = field(default_factory=dict)
    email: str | None = None
    status: str = "requires_payment_method"
    amount_capturable: int = 0
    amount_received: int = 0
    latest_charge: str | None = None
    payment_method: str | None = None
    card: Json | None = None
    error: Json | None = None
    canceled_at: int | None = None
    cancellation_reason: str | None = None

    def move(self, status: str) -> None:
        """The only way a status changes. Raises ValueError for a move that is not in the table."""
        if status not in MOVES[self.status]:
            raise ValueError(f"An intent cannot go from {self.status} to {status}.")
        self.status = status


def find(work: Work, key: str) -> Intent:
    intent = store.get(work.db, Intent, key)
    if intent is None:
        raise no_such("payment_intent", key, param="intent")
    return intent


def changes(work: Work, key: str, params: Params) -> str:
    """The intent a capture or a cancellation changes."""
    return key


def retrieve(work: Work, key: str, params: Params) -> Json:
    return answer(work, find(work, key))


def list_page(work: Work, key: str, params: Params) -> Json:
    found, more = lists.read(work, Intent, params)
    return lists.answer([answer(work, intent) for intent in found], more, "/v1/payment_intents")


def capture(work: Work, key: str, params: Params) -> Json:
    """Take what is held, or a part of it; the rest is let go and cannot be taken later."""
    intent = find(work, key)
    amount = params.get("amount_to_capture", intent.amount_capturable)
    _check_capture(work, intent, amount)
    charge = charges.find(work, str(intent.latest_charge))
    charges.mark_captured(work, charge, amount)
    refunds.release(work, charge)
    succeed(work, intent, amount)
    events.emit(work, "charge.captured", charges.answer(work, charge))
    disputes.open_if_card_says_so(work, charge)
    events.emit(work, "payment_intent.succeeded", answer(work, intent))
    return answer(work, intent)


def succeed(work: Work, intent: Intent, amount: int) -> None:
    """The money is ours: by a capture, or at once where nobody wanted it held first."""
    intent.move("succeeded")
    intent.amount_received, intent.amount_capturable = amount, 0
    store.save(work.db, intent)


def cancel(work: Work, key: str, params: Params) -> Json:
    """Let go of a held amount. An intent not yet authorised goes only with its session."""
    intent = find(work, key)
    if "canceled" not in MOVES[intent.status]:
        message = (
            f"You cannot cancel this PaymentIntent because it has a status of {intent.status}. "
            "Only a PaymentIntent with one of the following statuses may be canceled: "
            "requires_payment_method, requires_capture, requires_confirmation, requires_action, "
            "processing."
        )
        raise _unexpected(work, intent, message)
    if intent.status != "requires_capture":
        message = (
            "You cannot perform this action on PaymentIntents created by Checkout. Expire the "
            "Checkout Session instead."
        )
        raise _unexpected(work, intent, message)
    let_go(work, intent, reason=params.get("cancellation_reason"))
    return answer(work, intent)


def let_go(work: Work, intent: Intent, *, reason: str | None) -> None:
    """The intent ends without money; what its card held is released."""
    held = intent.status == "requires_capture"
    intent.move("canceled")
    intent.canceled_at, intent.cancellation_reason = work.now, reason
    intent.amount_capturable = 0
    store.save(work.db, intent)
    if held:
        charge = charges.find(work, str(intent.latest_charge))
        if refunds.release(work, charge):
            events.emit(work, "charge.refunded", charges.answer(work, charge))
    events.emit(work, "payment_intent.canceled", answer(work, intent))


def lapse(work: Work, charge_key: str) -> None:
    """Nobody captured in time: the bank lets go, and so does Stripe."""
    charge = charges.find(work, charge_key)
    refunds.release(work, charge, reason="expired_uncaptured_charge")
    intent = find(work, charge.intent)
    intent.move("canceled")
    intent.canceled_at, intent.cancellation_reason = work.now, "automatic"
    intent.amount_capturable = 0
    store.save(work.db, intent)
    events.emit(work, "charge.expired", charges.answer(work, charge))
    events.emit(work, "payment_intent.canceled", answer(work, intent))


def answer(work: Work, intent: Intent) -> Json:
    return {
        "id": intent.id,
        "object": "payment_intent",
        "amount": intent.amount,
        "amount_capturable": intent.amount_capturable,
        "amount_details": {"tip": {}},
        "amount_received": intent.amount_received,
        "application": None,
        "application_fee_amount": None,
        "automatic_payment_methods": None,
        "canceled_at": intent.canceled_at,
        "cancellation_reason": intent.cancellation_reason,
        "capture_method": intent.capture_method,
        "client_secret": intent.client_secret,
        "confirmation_method": "automatic",
        "created": intent.created,
        "currency": intent.currency,
        "customer": None,
        "description": intent.description,
        "excluded_payment_method_types": None,
        "last_payment_error": _last_error(intent),
        "latest_charge": intent.latest_charge,
        "livemode": False,
        "metadata": intent.metadata,
        "next_action": _next_action(work, intent),
        "on_behalf_of": None,
        "payment_method": intent.payment_method,
        "payment_method_configuration_details": None,
        "payment_method_options": {
            "card": {
                "installments": None,
                "mandate_options": None,
                "network": None,
                "request_three_d_secure": "automatic",
            }
        },
        "payment_method_types": ["card"],
        "processing": None,
        "receipt_email": None,
        "review": None,
        "setup_future_usage": None,
        "shipping": None,
        "statement_descriptor": None,
        "statement_descriptor_suffix": None,
        "status": intent.status,
        "transfer_data": None,
        "transfer_group": None,
    }


def _next_action(work: Work, intent: Intent) -> Json | None:
    if intent.status != "requires_action":
        return None
    page = f"{work.public_url}/c/pay/{intent.session}"
    return {
        "redirect_to_url": {"return_url": page, "url": f"{page}/challenge"},
        "type": "redirect_to_url",
    }


def _last_error(intent: Intent) -> Json | None:
    if intent.error is None:
        return None
    error = dict(intent.error)
    method, created = error.pop("method"), error.pop("at")
    details = CardDetails(**error.pop("card"))
    return {
        **error,
        "payment_method": payment_method_answer(method, details, created, intent.email),
        "type": "card_error",
    }


def _check_capture(work: Work, intent: Intent, amount: int) -> None:
    if intent.status == "succeeded":
        message = (
            "The remaining amount on this PaymentIntent could not be captured because the "
            "remainder of the authorized amount has been released."
        )
        raise _unexpected(work, intent, message)
    if intent.status != "requires_capture":
        message = (
            f"This PaymentIntent could not be captured because it has a status of {intent.status}. "
            "Only a PaymentIntent with one of the following statuses may be captured: "
            "requires_capture."
        )
        raise _unexpected(work, intent, message)
    if amount < 1:
        message = "This value must be greater than or equal to 1."
        raise ApiError(message, code="parameter_invalid_integer", param="amount_to_capture")
    if amount > intent.amount_capturable:
        raise refused(
            "The payment could not be captured because the requested capture amount is greater "
            "than the amount you can capture for this charge.",
            code="amount_too_large",
            intent=answer(work, intent),
        )


def _unexpected(work: Work, intent: Intent, message: str) -> ApiError:
    return refused(message, code="payment_intent_unexpected_state", intent=answer(work, intent))
