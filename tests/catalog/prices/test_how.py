"""How and why a price came to be changed is told of that change, and of no later one."""

import pytest
from django.db import transaction

from catalog.partner.models import PriceFrom, StockRecord
from catalog.prices.actions import PriceToSet, set_prices
from catalog.prices.how import How, noted
from pharmacy.history.acting import acting
from pharmacy.history.models import EVENTS
from tests.catalog.prices.scheduling import recorded, set_price
from tests.factories import a_pack, a_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def packs():
    pack = a_pack(units=90, price="68.00")
    both = pack, a_pack(pack.dosage, 120, "85.00")
    for one in both:
        recorded(one)
    return both


def raised(pack, before, after, why):
    set_prices([PriceToSet(pack.pk, before, after)], how=How.BULK, why=why)


def test_of_two_writes_in_one_turn_only_the_first_has_the_reason(packs):
    first, second = packs
    with acting(user=a_user().pk) as turn:
        raised(first, "68.00", "70.00", "Supplier raised cost")
        set_price(second, "90.00")
        told = recorded(first)[-1], recorded(second)[-1]

    assert told == (("70.00", "bulk", "Supplier raised cost"), ("90.00", "", ""))
    rows = PriceFrom.objects.filter(pack__in=packs).order_by("-pk")[:2]
    assert {str(row.batch) for row in rows} == {turn}
    events = EVENTS["price"].objects.filter(pgh_label="update").order_by("pgh_id")
    assert [event.pgh_context.get("why") for event in events] == ["Supplier raised cost", None]


def test_each_of_two_reasons_in_one_turn_stays_with_its_own_price(packs):
    first, second = packs
    with acting():
        raised(first, "68.00", "70.00", "Supplier raised cost")
        raised(second, "85.00", "84.00", "As they ask next door")
        told = recorded(first)[-1], recorded(second)[-1]
    assert [why for *_price_and_how, why in told] == [
        "Supplier raised cost",
        "As they ask next door",
    ]


def test_within_another_reason_that_one_goes_on_afterwards(packs):
    first, second = packs
    with noted(How.PAGE, "Page baclofen.txt"):
        raised(first, "68.00", "70.00", "Supplier raised cost")
        set_price(second, "90.00")
    assert recorded(first)[-1][1:] == ("bulk", "Supplier raised cost")
    assert recorded(second)[-1][1:] == ("page", "Page baclofen.txt")


@transaction.atomic
def fails_at(pack):
    with noted(How.DESK, "Never"):
        set_price(pack, "1.00")
        raise ZeroDivisionError


def test_what_failed_leaves_no_reason_behind(packs):
    first, second = packs
    with acting():
        with pytest.raises(ZeroDivisionError):
            fails_at(first)
        set_price(second, "90.00")
        assert recorded(second)[-1] == ("90.00", "", "")
    assert str(StockRecord.objects.get(product=first).price) == "68.00"


@pytest.mark.django_db(transaction=True)
def test_a_write_of_its_own_transaction_is_recorded_with_its_reason():
    pack = a_pack(price="68.00")
    with noted(How.DESK, "Typed"):
        set_price(pack, "70.00")
    set_price(pack, "71.00")
    rows = PriceFrom.objects.filter(pack=pack).order_by("pk").values_list("how", "why")
    assert list(rows) == [("", ""), ("desk", "Typed"), ("", "")]
