"""Bills, payments and letters' cases made in few words."""

from datetime import UTC, datetime
from decimal import Decimal

from catalog.units import Unit
from checkout.order.bill import Bill, BillLine, DeliveryCost
from checkout.order.mails.letters import Case
from checkout.order.receipt import Charge, GivenBack, Paid
from checkout.order.states import OrderState
from checkout.payment.states import RefundState

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)


def a_bill_line(price="68.00", packs=1, *, ordered=None, tax_rate="0", name="Baclofen"):
    return BillLine(
        medicine_name=name,
        dosage_text="10 mg",
        pack_text="90 pills",
        unit=Unit.PILL,
        units=90,
        ordered=packs if ordered is None else ordered,
        packs=packs,
        pack_price=Decimal(price),
        tax_rate=Decimal(tax_rate),
    )


def a_bill(*lines, delivery="4.95", tax="0.00", tax_rate="0"):
    cost = DeliveryCost("Tracked", Decimal(delivery), Decimal(tax), Decimal(tax_rate))
    return Bill(lines or (a_bill_line(),), cost)


def paid(charged="72.95", **refunds):
    """Charged once; refunds by state: `paid("72.95", pending="20.00")`."""
    return Paid(
        (Charge(Decimal(charged), NOON, "Visa ending 4242"),),
        tuple(
            GivenBack(Decimal(amount), NOON, RefundState(state))
            for state, amount in refunds.items()
        ),
    )


def a_case(order, attempt="", **values):
    return Case("R7KQ-2MXA", OrderState(order), values.pop("bill", a_bill()), attempt, **values)
