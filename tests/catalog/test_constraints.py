"""The database itself refuses what must never be; each row here breaks exactly one constraint."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F

from catalog.lots.models import StockMovement
from catalog.models import Dosage, MonographSection, Pack, Product
from catalog.partner.models import StockRecord
from catalog.shopfacts.models import ShopFacts
from checkout.accounts.models import User
from tests.factories import a_category, a_dosage, a_medicine, a_pack, a_user

pytestmark = pytest.mark.django_db


class Undone(Exception):
    pass


def check_deferred_constraints():
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def assert_only(constraint, refuses):
    """The write fails by this constraint, and goes in once the constraint is gone."""
    check_deferred_constraints()
    with pytest.raises(IntegrityError, match=f'"{constraint}"'):
        written(refuses)
    with pytest.raises(Undone):
        written_and_undone(refuses, without=constraint)


@transaction.atomic
def written(write):
    write()
    check_deferred_constraints()


@transaction.atomic
def written_and_undone(write, *, without):
    drop(without)
    written(write)
    raise Undone


def drop(constraint):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass FROM pg_constraint WHERE conname = %s", [constraint]
        )
        table = cursor.fetchone()
        cursor.execute(
            f'ALTER TABLE {table[0]} DROP CONSTRAINT "{constraint}"'
            if table
            else f'DROP INDEX "{constraint}"'
        )


def change(row, **values):
    type(row)._base_manager.filter(pk=row.pk).update(**values)


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("product_is_medicine_or_pack", {"structure": "standalone"}),
        ("medicine_has_a_legal_class", {"legal_class": ""}),
        ("legal_class_is_known", {"legal_class": "OTC"}),
        ("medicine_has_a_name", {"title": ""}),
        ("medicine_names_a_known_unit", {"unit": "spoon"}),
        ("limit_per_order_is_at_least_one_unit", {"max_units_per_order": 0}),
        ("pack_alone_has_medicine_dosage_and_units", {"units": 30}),
    ],
)
def test_a_medicine_is_refused(constraint, values):
    medicine = a_medicine()
    assert_only(constraint, lambda: change(medicine, **values))


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("pack_alone_has_medicine_dosage_and_units", {"units": None}),
        ("pack_alone_has_medicine_dosage_and_units", {"dosage": None}),
        ("pack_alone_has_medicine_dosage_and_units", {"parent": None}),
        ("pack_holds_at_least_one_unit", {"units": 0}),
        ("legal_class_is_known", {"legal_class": "X"}),
    ],
)
def test_a_pack_is_refused(constraint, values):
    pack = a_pack()
    assert_only(constraint, lambda: change(pack, **values))


def test_two_medicines_never_share_an_address():
    first, second = a_medicine("Baclofen"), a_medicine("Baclosan")
    assert_only("medicine_has_its_own_address", lambda: change(second, slug=first.slug))


def test_two_categories_never_share_an_address():
    skin, eyes = a_category("Skin"), a_category("Eyes")
    assert_only("category_has_its_own_address", lambda: change(eyes, slug=skin.slug))


def test_a_dosage_is_of_a_medicine_not_of_a_pack():
    pack = a_pack()
    assert_only(
        "dosage_is_of_a_medicine", lambda: Dosage.objects.create(medicine=pack, label="77mg")
    )


def test_a_section_is_of_a_medicine_not_of_a_pack():
    pack = a_pack()
    assert_only(
        "section_is_of_a_medicine",
        lambda: MonographSection.objects.create(medicine=pack, kind="other", title="A", body="B"),
    )


def test_a_price_is_of_a_pack_not_of_a_medicine():
    price, medicine = a_pack().stockrecords.get(), a_medicine()
    assert_only("price_is_of_a_pack", lambda: change(price, product=medicine))


def test_a_dosage_has_one_pack_of_a_size():
    dosage = a_dosage()
    a_pack(dosage, units=60)
    other = a_pack(dosage, units=90)
    assert_only("dosage_has_one_pack_of_a_size", lambda: change(other, units=60))


def test_two_packs_swap_their_sizes_in_one_save():
    dosage = a_dosage()
    small, large = a_pack(dosage, units=60), a_pack(dosage, units=90)
    with transaction.atomic():
        small.units, large.units = 90, 60
        small.save()
        large.save()
        check_deferred_constraints()
    assert dict(Pack.objects.packs().values_list("pk", "units")) == {small.pk: 90, large.pk: 60}


def test_a_pack_belongs_to_a_dosage_of_its_own_medicine():
    pack, foreign = a_pack(), a_dosage(a_medicine("Another medicine"))
    assert_only("pack_belongs_to_a_dosage_of_its_medicine", lambda: change(pack, dosage=foreign))


def test_a_dosage_with_packs_cannot_move_to_another_medicine():
    pack, other = a_pack(), a_medicine("Another medicine")
    assert_only(
        "pack_belongs_to_a_dosage_of_its_medicine", lambda: change(pack.dosage, medicine=other)
    )


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("dosage_has_a_label", {"label": ""}),
        ("dosage_label_is_small_and_unspaced", {"label": "77 mg"}),
        ("dosage_label_is_small_and_unspaced", {"label": "77\u00a0mg"}),
        ("dosage_label_is_small_and_unspaced", {"label": "77mg "}),
        ("dosage_label_is_small_and_unspaced", {"label": "77MG"}),
        ("dosage_reserves_no_more_than_it_has", {"units_reserved": 101}),
        ("catalogue_dosage_units_reserved_check", {"units_reserved": F("units_reserved") - 1}),
    ],
)
def test_a_dosage_is_refused(constraint, values):
    dosage = a_dosage(units_on_hand=100)
    assert_only(constraint, lambda: change(dosage, **values))


def test_a_medicine_has_a_dosage_once():
    medicine = a_medicine()
    a_dosage(medicine, "10mg")
    other = a_dosage(medicine, "25mg")
    assert_only("medicine_has_a_dosage_once", lambda: change(other, label="10mg"))


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("price_is_above_zero", {"price": Decimal("0.00")}),
        ("price_is_above_zero", {"price": Decimal("-1.00")}),
        ("stock_is_counted_by_the_dosage", {"num_in_stock": 5}),
        ("stock_is_counted_by_the_dosage", {"num_allocated": 5}),
    ],
)
def test_a_price_is_refused(constraint, values):
    price = a_pack().stockrecords.get()
    assert_only(constraint, lambda: change(price, **values))


def test_a_pack_has_one_price():
    price = a_pack().stockrecords.get()
    assert_only(
        "pack_has_one_price",
        lambda: StockRecord.objects.create(
            product=price.product, partner=price.partner, partner_sku="another", price=5
        ),
    )


def test_a_pack_always_has_a_price_not_an_empty_one():
    price = a_pack().stockrecords.get()
    with pytest.raises(IntegrityError, match='null value in column "price"'):
        change(price, price=None)


def test_a_monograph_has_one_section_of_a_kind_but_several_others():
    medicine = a_medicine()
    for kind in ("storage", "other", "other"):
        MonographSection.objects.create(medicine=medicine, kind=kind, title=kind, body="Text")
    assert_only(
        "monograph_has_one_section_of_a_kind",
        lambda: MonographSection.objects.create(
            medicine=medicine, kind="storage", title="B", body="Text"
        ),
    )


def test_a_section_is_of_a_known_kind():
    assert_only(
        "section_kind_is_known",
        lambda: MonographSection.objects.create(
            medicine=a_medicine(), kind="rumours", title="A", body="B"
        ),
    )


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("movement_moves_something", {"units": 0, "reason": "Delivery"}),
        ("movement_has_a_reason", {"units": 5, "reason": ""}),
    ],
)
def test_a_stock_movement_is_refused(constraint, values):
    dosage = a_dosage()
    assert_only(constraint, lambda: StockMovement.objects.create(dosage=dosage, **values))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE catalogue_stockmovement SET units = 7",
        "DELETE FROM catalogue_stockmovement",
        "TRUNCATE catalogue_stockmovement",
    ],
)
def test_stock_movements_are_only_ever_added(statement):
    StockMovement.objects.create(dosage=a_dosage(), units=5, reason="Delivery")
    check_deferred_constraints()
    with pytest.raises(IntegrityError, match="only ever added"), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_demos_stock_movements_go_with_the_demo():
    dosage = a_dosage(a_medicine(is_demo=True))
    StockMovement.objects.create(dosage=dosage, units=5, reason="Delivery")
    dosage.delete()
    assert not StockMovement.objects.exists()


def test_the_shop_has_one_set_of_facts():
    ShopFacts.objects.create(pk=1, name="Rowan Pharmacy")
    assert_only("shop_has_one_set_of_facts", lambda: ShopFacts.objects.create(pk=2, name="Another"))


@pytest.mark.parametrize("rate", ["-0.01", "100"])
def test_a_tax_rate_is_a_percentage(rate):
    facts, category = ShopFacts.objects.create(pk=1), a_category()
    assert_only("shop_tax_rate_is_a_percentage", lambda: change(facts, tax_rate=Decimal(rate)))
    assert_only(
        "category_tax_rate_is_a_percentage", lambda: change(category, tax_rate=Decimal(rate))
    )


def test_one_account_per_email_in_any_spelling():
    a_user("ada@example.com")
    other = User.objects.filter(pk=a_user().pk)
    assert_only("one_account_per_email", lambda: other.update(email="Ada@EXAMPLE.com"))


def test_a_dosage_cannot_be_deleted_from_under_its_packs():
    pack = a_pack()
    with pytest.raises(IntegrityError, match="dosage_id"):
        written(lambda: Dosage.objects.filter(pk=pack.dosage_id)._raw_delete("default"))
    assert Product.objects.packs().exists()
