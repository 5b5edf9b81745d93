"""Where medicines stand in lists follows what is written, whoever writes it."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog import stock
from catalog.models import Dosage, Product, ProductCategory
from catalog.partner.models import StockRecord
from catalog.places.folding import fold_next_tallies
from catalog.places.models import ALL, Place, Tally
from tests.catalog.leaflets.papers import stand_for
from tests.checkout.shopping import let_the_worker_work
from tests.factories import a_category, a_dosage, a_medicine, a_pack, put_on_the_shelf
from tests.meanwhile import LONG, second_waits

pytestmark = pytest.mark.django_db


def lists_of(medicine) -> dict[int, Decimal]:
    places = Place.objects.filter(medicine=medicine, is_public=True)
    return dict(places.values_list("list_id", "unit_price"))


def counted(list_id: int = ALL) -> int:
    return sum(group.medicines for group in Tally.objects.groups(list_id))


def set_price(pack, price: str) -> None:
    StockRecord.objects.filter(product=pack).update(price=price)


def at_once() -> None:
    """Where a place would else be written when the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS places_are_written IMMEDIATE")


def test_a_medicine_stands_in_every_list_by_its_lowest_price():
    category = a_category("Pain")
    medicine = a_medicine(category=category)
    pack = a_pack(a_dosage(medicine), 10, "5.00")
    a_pack(medicine.dosages.get(), 20, "12.00")
    assert lists_of(medicine) == {ALL: Decimal("0.50"), category.pk: Decimal("0.50")}
    set_price(pack, "8.00")
    assert lists_of(medicine) == {ALL: Decimal("0.60"), category.pk: Decimal("0.60")}


def test_a_medicine_leaves_the_lists_it_was_in():
    category = a_category("Pain")
    one, other = a_medicine(category=category), a_medicine(category=category)
    assert (counted(), counted(category.pk)) == (2, 2)
    ProductCategory.objects.filter(product=one).delete()
    assert (list(lists_of(one)), counted(), counted(category.pk)) == ([ALL], 2, 1)
    Product.objects.filter(pk=one.pk).update(is_public=False)
    assert (lists_of(one), counted()) == ({}, 1)
    other.delete()
    assert (Place.objects.filter(medicine_id=other.pk).count(), counted()) == (0, 0)


def test_a_sale_that_takes_the_last_pack_moves_the_medicine_in_its_lists():
    medicine = a_medicine()
    dosage = a_dosage(medicine, units_on_hand=100)
    a_pack(dosage, 60, "60.00")
    a_pack(dosage, 90, "45.00")
    stock.reserve({dosage.pk: 20})
    assert lists_of(medicine) == {ALL: Decimal("1.00")}
    stock.reserve({dosage.pk: 60})
    assert not Place.objects.get(medicine=medicine).in_stock
    assert [group.in_stock for group in Tally.objects.groups(ALL)] == [False]


def test_a_live_shop_lists_and_counts_no_text_that_waits_for_its_review(settings):
    medicine, category = a_medicine("Baclofen"), a_category("Muscle relaxants")
    ProductCategory.objects.create(product=medicine, category=category)
    settings.LIVE = True
    assert (Place.objects.of(ALL).count(), counted(), counted(category.pk)) == (0, 0, 0)
    stand_for(medicine)
    assert (Place.objects.of(ALL).count(), counted(), counted(category.pk)) == (1, 1, 1)
    Product.objects.update(summary="Another text.")
    assert (Place.objects.of(ALL).count(), counted()) == (0, 0)


DEEDS = (
    lambda medicine: put_on_the_shelf(0, medicine.dosages),
    lambda medicine: put_on_the_shelf(500, medicine.dosages),
    lambda medicine: Product.objects.filter(pk=medicine.pk).update(form="Gel"),
    lambda medicine: Product.objects.filter(pk=medicine.pk).update(legal_class="GSL"),
    lambda medicine: Product.objects.filter(pk=medicine.pk).update(is_public=False),
    lambda medicine: Product.objects.filter(pk=medicine.pk).update(is_public=True),
    lambda medicine: medicine.categories.clear(),
    lambda _medicine: fold_next_tallies(timezone.now()),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(deeds=st.lists(st.tuples(st.sampled_from(DEEDS), st.integers(0, 2)), max_size=8))
def test_what_is_counted_is_what_is_there_whatever_happens(db, deeds):
    with transaction.atomic():
        category = a_category("Pain")
        medicines = [a_medicine(category=category) for _ in range(3)]
        for medicine in medicines:
            a_pack(a_dosage(medicine))
        for deed, which in deeds:
            deed(medicines[which])
        for list_id in (ALL, category.pk):
            places = Place.objects.of(list_id)
            assert counted(list_id) == places.count()
            in_stock = [one.medicines for one in Tally.objects.groups(list_id) if one.in_stock]
            assert sum(in_stock) == places.filter(in_stock=True).count()
        transaction.set_rollback(True)


def test_the_worker_adds_up_what_changes_have_left():
    for number in range(5):
        a_medicine(f"Medicine {number}")
    Product.objects.get(title="Medicine 3").delete()
    assert Tally.objects.count() == 6
    let_the_worker_work()
    assert [(one.medicines, one.is_folded) for one in Tally.objects.all()] == [(4, True)]
    assert not fold_next_tallies(timezone.now())


@pytest.mark.django_db(transaction=True)
def test_of_two_who_change_prices_of_a_medicine_at_once_both_are_seen():
    dosage = a_dosage()
    small, large = a_pack(dosage, 10, "5.00"), a_pack(dosage, 20, "20.00")

    def first() -> None:
        at_once()
        set_price(small, "30.00")

    second_waits(first, lambda: set_price(large, "40.00"))

    assert lists_of(dosage.medicine) == {ALL: Decimal("2.00")}


@pytest.mark.django_db(transaction=True)
def test_an_order_and_staff_over_one_medicine_do_not_wait_in_a_circle():
    """Staff have changed a price and want the dosage next, of which an order takes the last."""
    dosage = a_dosage(units_on_hand=60)
    pack = a_pack(dosage, 60, "60.00")

    def order() -> None:
        try:
            stock.reserve({dosage.pk: 60})
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as elsewhere, transaction.atomic():
        set_price(pack, "50.00")
        elsewhere.submit(order).result(LONG)
        Dosage.objects.filter(pk=dosage.pk).update(position=1)
    assert not Place.objects.get(medicine=dosage.medicine).in_stock
