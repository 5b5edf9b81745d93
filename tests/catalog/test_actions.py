"""The catalogue's writes: whole or not at all, one after the other."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier

import pytest
from django.db import connection, transaction

from catalog.actions import (
    PackToSave,
    TwoPacksOfOneSize,
    add_dosage,
    change_dosage,
    save_medicine,
    save_price_table,
)
from catalog.models import Product
from catalog.partner.models import StockRecord
from tests.factories import a_dosage, a_medicine, a_pack, baclofen

pytestmark = pytest.mark.django_db


def table(dosage) -> dict[int, tuple[str, bool]]:
    """Price and on sale by units."""
    packs = dosage.packs.order_by("units").values_list("units", "stockrecords__price", "is_public")
    return {units: (str(price), on_sale) for units, price, on_sale in packs}


def test_a_price_table_changes_and_adds_packs_and_leaves_the_others():
    dosage = a_dosage()
    changed, kept = a_pack(dosage, 60, "52.00"), a_pack(dosage, 90, "68.00")

    save_price_table(
        dosage,
        [
            PackToSave(60, Decimal("50.00"), on_sale=False, pack_id=changed.pk),
            PackToSave(30, Decimal("28.00")),
        ],
    )

    assert table(dosage) == {30: ("28.00", True), 60: ("50.00", False), 90: ("68.00", True)}
    kept_price = kept.stockrecords.get()
    assert kept_price.date_updated == StockRecord.objects.get(pk=kept_price.pk).date_updated


def test_packs_swap_sizes(django_capture_on_commit_callbacks):
    dosage = a_dosage()
    small, large = a_pack(dosage, 60, "52.00"), a_pack(dosage, 90, "68.00")

    save_price_table(
        dosage,
        [
            PackToSave(90, Decimal("52.00"), pack_id=small.pk),
            PackToSave(60, Decimal("68.00"), pack_id=large.pk),
        ],
    )
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    assert table(dosage) == {60: ("68.00", True), 90: ("52.00", True)}


@pytest.mark.parametrize("sizes", [[60], [30, 30]])
def test_two_packs_of_one_size_are_refused_and_nothing_changes(sizes):
    dosage = a_dosage()
    a_pack(dosage, 60, "52.00")

    with pytest.raises(TwoPacksOfOneSize) as refused:
        save_price_table(dosage, [PackToSave(units, Decimal("5.00")) for units in sizes])

    assert refused.value.units == sizes[0]
    assert table(dosage) == {60: ("52.00", True)}


def test_another_dosages_pack_is_refused():
    foreign = a_pack()
    with pytest.raises(KeyError):
        save_price_table(a_dosage(), [PackToSave(60, Decimal("1.00"), pack_id=foreign.pk)])


def test_a_pack_added_to_a_demo_medicine_goes_with_the_demo():
    dosage = a_dosage(a_medicine(is_demo=True))
    save_price_table(dosage, [PackToSave(60, Decimal("52.00"))])
    assert dosage.packs.get().is_demo


def test_an_empty_table_writes_nothing(django_assert_num_queries):
    dosage = a_dosage()
    with django_assert_num_queries(4):  # savepoint, lock, packs, release
        save_price_table(dosage, [])


def test_a_table_of_many_packs_needs_few_writes(django_assert_max_num_queries):
    dosage = a_dosage()
    with django_assert_max_num_queries(15):
        save_price_table(dosage, [PackToSave(units, Decimal(units)) for units in range(1, 41)])
    assert len(table(dosage)) == 40


def test_a_dosage_is_added_after_the_others():
    medicine = baclofen()
    assert add_dosage(medicine, "5mg").position == 2
    assert add_dosage(a_medicine(), "5mg").position == 0
    assert add_dosage(medicine, "1mg", position=0).position == 0


def test_a_dosage_keeps_packs_and_stock_under_another_strength():
    dosage = a_dosage(label="10mg", units_on_hand=77)
    a_pack(dosage)

    change_dosage(dosage, key="20mg", position=3)

    dosage.refresh_from_db()
    assert (dosage.label, dosage.position, dosage.units_on_hand) == ("20mg", 3, 77)
    assert dosage.packs.count() == 1


def test_only_the_named_fields_of_a_medicine_are_saved():
    medicine = a_medicine("Baclofen")
    stale = Product.objects.get(pk=medicine.pk)
    Product.objects.filter(pk=medicine.pk).update(summary="A colleague's.")
    stale.headline, stale.summary = "Mine.", ""

    save_medicine(stale, changed=["headline"])

    medicine.refresh_from_db()
    assert (medicine.headline, medicine.summary) == ("Mine.", "A colleague's.")


def at_once(*tasks):
    """Run each task in its own thread and connection; what each returned or raised."""
    barrier = Barrier(len(tasks))

    def run(task):
        try:
            barrier.wait()
            return task()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(tasks)) as threads:
        return list(threads.map(run, tasks))


@pytest.mark.django_db(transaction=True)
def test_people_who_add_the_same_pack_at_once_get_one_pack():
    dosage = a_dosage()

    def add():
        save_price_table(dosage, [PackToSave(60, Decimal("52.00"))])

    outcomes = at_once(*[add] * 6)

    assert outcomes.count(None) == 1
    assert sum(isinstance(outcome, TwoPacksOfOneSize) for outcome in outcomes) == 5
    assert table(dosage) == {60: ("52.00", True)}


@pytest.mark.django_db(transaction=True)
def test_a_cart_line_for_a_pack_does_not_wait_for_a_price_being_saved():
    """The lock on the medicine is one that foreign keys to it may pass."""
    pack = a_pack()
    with transaction.atomic():
        save_price_table(pack.dosage, [PackToSave(60, Decimal("5.00"), pack_id=pack.pk)])

        def point_at_the_medicine():
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '2s'")
                cursor.execute(
                    "SELECT FROM catalogue_product WHERE id = %s FOR KEY SHARE", [pack.parent_id]
                )

        assert at_once(point_at_the_medicine) == [None]
