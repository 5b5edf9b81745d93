"""Reads what an order costs and what was paid for it, for its pages and mails."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from django.db.models import Exists, OuterRef

from checkout.order.bill import NOTHING, Bill, BillLine, DeliveryCost
from checkout.order.models import Line, Order
from checkout.order.receipt import Charge, GivenBack, Paid, Receipt
from checkout.payment import outbox
from checkout.payment.ledger import Kind
from checkout.payment.models import PaymentAttempt, Refund
from checkout.payment.money import from_minor_units
from checkout.payment.states import HOLDING, AttemptState, RefundState


def receipt_of(order: Order) -> Receipt | None:
    """The receipt of an order; None while nothing was charged for it."""
    paid = paid_of(attempts_of(order))
    return Receipt(bill_of(order), paid) if paid.charged else None


def bill_of(order: Order, reasons: Mapping[int, str] | None = None) -> Bill:
    """What the approved packs of an order cost; all of them before anybody has decided.

    `reasons` say why lines were rejected, by line: for the order's page alone, never for a mail.
    """
    reasons = reasons or {}
    rate = order.shipping_tax_code
    delivery = DeliveryCost(
        order.shipping_method,
        price=order.shipping_incl_tax,
        tax=order.shipping_incl_tax - order.shipping_excl_tax,
        tax_rate=Decimal(rate) if rate else None,
    )
    lines = list(order.lines.all())
    replaced = {line.replaces_id for line in lines}
    ordered = {line.pk: f"{line.quantity} × {line.pack_text}" for line in lines}
    billed = (
        _bill_line(
            line,
            instead_of=ordered.get(line.replaces_id, ""),
            reason=reasons.get(line.pk, ""),
        )
        for line in lines
        if line.pk not in replaced
    )
    return Bill(tuple(billed), delivery)


def attempts_of(order: Order) -> list[PaymentAttempt]:
    """Every try to pay an order, oldest first, with what was charged and given back of each.

    `charge_sent`: Stripe may have been asked to charge it.
    """
    sent = outbox.may_have_been_sent(order, outbox.Kind.CAPTURE).filter(attempt=OuterRef("pk"))
    attempts = order.attempts.annotate(charge_sent=Exists(sent))
    return list(attempts.prefetch_related("refunds", "ledger"))


def is_being_charged(attempts: Iterable[PaymentAttempt]) -> bool:
    """Whether any of attempts_of an order is, or may be: Stripe's answer may have been lost."""
    return any(
        attempt.state == AttemptState.CAPTURING
        or (attempt.state in HOLDING and attempt.charge_sent)
        for attempt in attempts
    )


def paid_of(attempts: Iterable[PaymentAttempt]) -> Paid:
    """What attempts_of an order took and gave back."""
    charged = [attempt for attempt in attempts if attempt.captured]
    refunds = [
        _given_back(refund, attempt)
        for attempt in charged
        for refund in attempt.refunds.all()
        if refund.state != RefundState.WITHDRAWN
    ]
    return Paid(
        charges=tuple(_charge(attempt) for attempt in charged),
        refunds=tuple(sorted(refunds, key=lambda refund: refund.at)),
        taken_back=sum(
            (from_minor_units(one.taken_back(), one.currency) for one in charged), NOTHING
        ),
    )


def refund_in(
    attempts: Iterable[PaymentAttempt], refund_id: int | None
) -> tuple[GivenBack | None, str]:
    """One refund of attempts_of an order, and the card it goes to."""
    for attempt in attempts:
        for refund in attempt.refunds.all():
            if refund.pk == refund_id:
                return _given_back(refund, attempt), attempt.card
    return None, ""


def _bill_line(line: Line, *, instead_of: str, reason: str) -> BillLine:
    approved = line.approved_quantity
    return BillLine(
        medicine_name=line.medicine_name,
        dosage_text=line.dosage_text,
        pack_text=line.pack_text,
        unit=line.unit_named,
        units=line.units,
        ordered=line.quantity,
        packs=line.quantity if approved is None else approved,
        pack_price=line.unit_price_incl_tax,
        tax_rate=line.tax_rate,
        instead_of=instead_of,
        reason=reason,
    )


def _charge(attempt: PaymentAttempt) -> Charge:
    booked = [entry.at for entry in attempt.ledger.all() if entry.kind == Kind.CHARGED]
    return Charge(
        from_minor_units(attempt.captured, attempt.currency),
        at=booked[0] if booked else None,
        card=attempt.card,
    )


def _given_back(refund: Refund, attempt: PaymentAttempt) -> GivenBack:
    return GivenBack(
        from_minor_units(refund.amount, attempt.currency),
        at=refund.asked_at,
        state=RefundState(refund.state),
        put_right=refund.state == RefundState.FAILED and refund.calls,
    )
