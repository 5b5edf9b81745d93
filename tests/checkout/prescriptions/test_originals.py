"""Where the market's law asks for it, nothing is dispensed before the paper has come."""

import pytest
from django.utils import timezone

from checkout.order.actions import CannotDecide
from checkout.order.shelf.dispensing import dispense
from checkout.prescriptions import deciding as cases
from checkout.prescriptions.models import Prescription
from checkout.prescriptions.originals import missing_originals, original_first
from tests.checkout.payment.purchases import an_order, held, paid
from tests.checkout.shopping import Pharmacist, refreshed

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("setting", "market", "needed"),
    [
        ("market", "UK", True),
        ("market", "US", False),
        ("always", "US", True),
        ("never", "UK", False),
    ],
)
def test_the_market_decides_unless_the_shop_does(settings, setting, market, needed):
    settings.ORIGINAL_FIRST, settings.SHOP_MARKET = setting, market
    assert original_first() is needed


def test_without_the_original_an_order_stays_on_the_shelf(settings, sandbox):
    settings.ORIGINAL_FIRST = "always"
    order, by = paid(sandbox), Pharmacist().user
    with pytest.raises(CannotDecide, match="The original prescription of Dr M. Hale"):
        dispense(order, by=by, now=timezone.now())
    cases.receive_original(order, Prescription.objects.get(), by=by, now=timezone.now())
    dispense(order, by=by, now=timezone.now())
    assert refreshed(order).status == "dispensed"


def test_where_no_paper_is_needed_nobody_waits_for_it(settings, sandbox):
    settings.ORIGINAL_FIRST = "never"
    dispense(paid(sandbox), by=Pharmacist().user, now=timezone.now())


def test_what_needs_no_prescription_waits_for_no_paper(settings, sandbox):
    settings.ORIGINAL_FIRST = "always"
    assert missing_originals(held(sandbox, an_order(legal_class="GSL"))) == []
