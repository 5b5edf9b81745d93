"""Every sum of a bill and a receipt adds up to the cent."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from catalog.tax import tax_included
from catalog.units import Unit
from checkout.order.bill import Bill, BillLine, DeliveryCost, TaxShare
from checkout.order.receipt import Charge, GivenBack, Paid, Receipt
from checkout.payment.states import RefundState
from tests.checkout.order.cases import NOON, a_bill, a_bill_line, paid

prices = st.decimals(min_value=Decimal("0.01"), max_value=20_000, places=2)
rates = st.sampled_from([Decimal(rate) for rate in ("0", "7", "8.25", "19", "20")])


@st.composite
def lines(draw) -> BillLine:
    ordered = draw(st.integers(1, 99))
    return BillLine(
        medicine_name="Baclofen",
        dosage_text="10 mg",
        pack_text="90 pills",
        unit=Unit.PILL,
        units=draw(st.integers(1, 1000)),
        ordered=ordered,
        packs=draw(st.integers(0, ordered)),
        pack_price=draw(prices),
        tax_rate=draw(rates),
    )


@st.composite
def bills(draw) -> Bill:
    rate, price = draw(rates), draw(prices)
    known = draw(st.sampled_from([rate, None]))
    delivery = DeliveryCost("Tracked", price, tax_included(price, rate), known)
    return Bill(tuple(draw(st.lists(lines(), min_size=1, max_size=8))), delivery)


@st.composite
def payments_of(draw, total) -> Paid:
    """Charged as the bill says; refunds in every state that Stripe would let happen."""
    left, refunds = total, []
    for _ in range(draw(st.integers(0, 4))):
        state = draw(st.sampled_from(list(RefundState)))
        if left <= 0:
            break
        amount = draw(st.decimals(min_value=Decimal("0.01"), max_value=left, places=2))
        refunds.append(GivenBack(amount, NOON, state))
        left -= 0 if state == RefundState.FAILED else amount
    return Paid((Charge(total),), tuple(refunds))


@given(bills())
def test_lines_and_delivery_make_the_total_and_the_rates_make_the_tax(bill):
    assert sum(line.price for line in bill.lines) == bill.goods
    assert bill.goods + bill.delivery.price == bill.total
    assert sum(share.tax for share in bill.taxes) == bill.tax
    assert sum(share.prices for share in bill.taxes) == bill.total
    assert 0 <= bill.tax <= bill.total


@given(st.data())
def test_what_was_charged_less_what_goes_back_is_what_remains(data):
    bill = data.draw(bills())
    receipt = Receipt(bill, data.draw(payments_of(bill.total)))
    money = receipt.paid
    assert money.charged == bill.total
    assert receipt.difference == 0
    assert money.charged - money.refunded - money.on_its_way == money.remains
    assert 0 <= money.remains <= money.charged


def test_a_refund_that_failed_is_in_no_sum():
    money = paid("72.95", failed="72.95", pending="20.00", succeeded="10.00")
    assert (money.given_back, money.remains) == (Decimal("30.00"), Decimal("42.95"))


def test_what_was_charged_beyond_the_bill_is_told():
    part = a_bill(a_bill_line(packs=1, ordered=2))
    assert Receipt(part, paid("140.95")).difference == Decimal("68.00")
    assert Receipt(part, paid("72.95")).difference == 0


def test_each_rate_is_told_with_the_prices_it_is_in():
    bill = a_bill(
        a_bill_line("107.00", tax_rate="7"),
        a_bill_line("119.00", tax_rate="19"),
        a_bill_line("50.00", packs=0, ordered=1, tax_rate="20"),
        delivery="11.90",
        tax="1.90",
        tax_rate="19",
    )
    assert bill.taxes == (
        TaxShare(Decimal("7"), Decimal("107.00"), Decimal("7.00")),
        TaxShare(Decimal("19"), Decimal("130.90"), Decimal("20.90")),
    )
