"""An order takes out of lots what it has reserved: first expired, first out, or what was chosen."""

import pytest

from catalog import stock
from catalog.lots.actions import NotOnTheShelf
from catalog.lots.allocating import Taken
from catalog.lots.models import StockMovement
from tests.catalog.lots.moved import pool, take, withdraw
from tests.factories import a_dosage, a_lot, a_medicine

pytestmark = pytest.mark.django_db


def test_what_an_order_takes_leaves_lots_and_pool_at_once():
    dosage = a_dosage(units_on_hand=100, units_reserved=90)
    soon = a_lot(dosage, 40, expires_in_days=100)
    later = dosage.lots.get(units=100)
    assert take(dosage, 90) == [Taken(7, soon.pk, 40), Taken(7, later.pk, 50)]
    assert pool(dosage) == (50, 0, 0)
    assert list(dosage.lots.order_by("pk").values_list("units", flat=True)) == [50, 0]
    assert not StockMovement.objects.exists(), "orders know what they took"


def test_an_order_takes_what_was_chosen():
    dosage = a_dosage(units_on_hand=100, units_reserved=30)
    a_lot(dosage, 40, expires_in_days=100)
    later = dosage.lots.get(units=100)
    take(dosage, 30, chosen=[Taken(7, later.pk, 30)])
    later.refresh_from_db()
    assert later.units == 70


@pytest.mark.parametrize("gone", ["expired", "withdrawn"])
def test_what_nobody_may_have_is_not_taken(gone):
    dosage = a_dosage(a_medicine("Baclofen"), units_on_hand=50)
    bad = a_lot(dosage, 60, expires_in_days=0 if gone == "expired" else 99)
    stock.reserve({dosage.pk: 90})
    if gone == "withdrawn":
        withdraw(bad)
    before = pool(dosage)
    with pytest.raises(NotOnTheShelf) as refusal:
        take(dosage, 90)
    words = "Baclofen 10\u00a0mg: 40\u00a0pills short on the shelf, receive more first."
    assert refusal.value.problems == [words]
    with pytest.raises(NotOnTheShelf, match="not to be given out any more"):
        take(dosage, 50, chosen=[Taken(7, bad.pk, 50)])
    assert pool(dosage) == before


def test_no_more_is_taken_than_orders_have_reserved():
    dosage = a_dosage(units_on_hand=100, units_reserved=30)
    with pytest.raises(stock.NotEnoughUnits):
        take(dosage, 31)
