"""What staff type about an order, read as they mean it or not at all."""

from decimal import Decimal

import pytest

from checkout.order.desk.forms import RefundForm

LEFT = Decimal("2000000.00")


def typed(amount):
    return RefundForm(LEFT, {"amount": amount, "reason": "One pack was damaged"})


@pytest.mark.parametrize("amount", ["1,50", "1,5", "12,50.00", "1.000,00", "1 250,00", "5,"])
def test_an_amount_whose_comma_may_mean_cents_is_refunded_as_neither(amount):
    assert typed(amount).errors["amount"] == [
        "Write cents after a point, like 12.50: a comma is for thousands only."
    ]


@pytest.mark.parametrize(
    ("amount", "meant"),
    [
        ("1,250", "1250.00"),
        ("$1,250.5", "1250.50"),
        ("$ 1,250,000.00", "1250000.00"),
        ("1250.50", "1250.50"),
    ],
)
def test_an_amount_may_have_commas_between_its_thousands(amount, meant):
    form = typed(amount)
    assert form.is_valid()
    assert form.cleaned_data["amount"] == Decimal(meant)
