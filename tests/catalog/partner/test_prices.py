"""What was asked for a pack is recorded by the database, whoever changed it, and stays."""

import pytest

from catalog.actions import PackToSave, save_price_table
from catalog.models import Dosage, Product
from catalog.partner.models import PriceFrom, StockRecord
from tests.catalog.leaflets.papers import assert_refused
from tests.catalog.reductions.past import as_if_saved
from tests.factories import a_dosage, a_medicine, a_pack

pytestmark = pytest.mark.django_db


@pytest.fixture
def pack():
    pack = a_pack(a_dosage(label="10mg"), 60, "52.00")
    as_if_saved()
    return pack


def asked(pack) -> list[str]:
    """What was asked, one after the other: "60 x 10mg at 52.00", in brackets off sale."""
    as_if_saved()
    rows = PriceFrom.objects.filter(pack=pack)
    words = [(f"{row.units} x {row.strength} at {row.price}", row.on_sale) for row in rows]
    return [text if on_sale else f"({text})" for text, on_sale in words]


def change(model, pk, **values) -> None:
    model.objects.filter(pk=pk).update(**values)


@pytest.mark.parametrize(
    ("changed", "is_now"),
    [
        (
            lambda pack: change(StockRecord, pack.stockrecords.get().pk, price=49),
            "60 x 10mg at 49.00",
        ),
        (lambda pack: change(Product, pack.pk, units=90), "90 x 10mg at 52.00"),
        (lambda pack: change(Product, pack.pk, is_public=False), "(60 x 10mg at 52.00)"),
        (lambda pack: change(Product, pack.parent_id, is_public=False), "(60 x 10mg at 52.00)"),
        (lambda pack: change(Dosage, pack.dosage_id, label="20mg"), "60 x 20mg at 52.00"),
    ],
)
def test_another_price_size_strength_and_being_off_sale_are_recorded(pack, changed, is_now):
    changed(pack)

    assert asked(pack) == ["60 x 10mg at 52.00", is_now]


def test_what_changes_no_price_is_not_recorded(pack):
    change(StockRecord, pack.stockrecords.get().pk, imported_price=52)
    change(Product, pack.pk, legal_class="POM")
    change(Product, pack.parent_id, title="Another")
    change(StockRecord, pack.stockrecords.get().pk, price=52)

    assert asked(pack) == ["60 x 10mg at 52.00"]


def test_a_price_nobody_was_asked_is_not_recorded(pack):
    """A pack on sale again with a new price never was there at the old one."""
    change(Product, pack.pk, is_public=False)
    as_if_saved()

    change(Product, pack.pk, is_public=True)
    change(StockRecord, pack.stockrecords.get().pk, price=66)

    assert asked(pack) == ["60 x 10mg at 52.00", "(60 x 10mg at 52.00)", "60 x 10mg at 66.00"]


def test_a_price_table_that_is_saved_leaves_what_it_changed():
    dosage = a_dosage(label="10mg")
    pack = a_pack(dosage, 60, "52.00")
    other = a_pack(dosage, 90, "68.00")
    as_if_saved()

    save_price_table(dosage, [PackToSave(60, 50, pack_id=pack.pk), PackToSave(30, 28)])

    new = dosage.packs.get(units=30)
    assert asked(pack)[1:] == ["60 x 10mg at 50.00"]
    assert asked(other)[1:] == []
    assert asked(new) == ["30 x 10mg at 28.00"]


def test_rows_stay_when_the_pack_goes():
    pack = a_pack(a_dosage(a_medicine(is_demo=True), "10mg"), 60, "52.00", is_demo=True)
    as_if_saved()
    pk = pack.pk

    pack.parent.delete()

    assert asked(pk) == ["60 x 10mg at 52.00"]


def test_the_database_keeps_what_was_asked(pack):
    for sql in (
        "UPDATE partner_pricefrom SET price = 99",
        "DELETE FROM partner_pricefrom",
        "TRUNCATE partner_pricefrom",
    ):
        assert_refused("only ever added to", sql)
