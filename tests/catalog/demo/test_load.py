"""The demo goes into a shop and comes out of it again."""

from datetime import timedelta

import pytest
from django.db.models import F, Sum
from django.utils.timezone import localdate

from catalog.demo.content import categories, medicines
from catalog.demo.load import DemoRefused, load_demo, remove_demo
from catalog.lots.models import Lot, StockMovement
from catalog.models import (
    Category,
    Dosage,
    MonographSection,
    Product,
    ProductCategory,
)
from catalog.partner.models import StockRecord
from tests.factories import a_category, a_medicine, a_pack

pytestmark = pytest.mark.django_db
TABLES = (
    Category,
    Product,
    ProductCategory,
    Dosage,
    Lot,
    StockMovement,
    StockRecord,
    MonographSection,
)


def everything():
    return {table.__name__: list(table.objects.order_by("pk").values()) for table in TABLES}


def test_the_demo_fills_an_empty_shop_in_few_queries(django_assert_max_num_queries):
    with django_assert_max_num_queries(12 + 10 * len(categories())):
        added = load_demo()

    assert added == len(medicines()) == Product.objects.medicines().count()
    assert not Product.objects.filter(is_demo=False).exists()
    packs = sum(len(dosage.packs) for medicine in medicines() for dosage in medicine.dosages)
    assert Product.objects.packs().count() == StockRecord.objects.count() == packs
    assert not Category.objects.filter(product__isnull=True).exists()


def test_loading_again_changes_nothing():
    load_demo()
    before = everything()

    assert load_demo() == 0

    assert everything() == before


def test_baclofen_arrives_with_its_packs_texts_and_stock():
    load_demo()

    baclofen = Product.objects.get(slug="baclofen", structure=Product.PARENT)
    assert baclofen.legal_class == "POM"
    assert [category.name for category in baclofen.categories.all()] == ["Muscle relaxants"]
    assert [dosage.label for dosage in baclofen.dosages.all()] == ["10mg", "25mg"]
    prices = StockRecord.objects.filter(product__dosage=baclofen.dosages.first())
    assert [
        (record.product.units, str(record.price)) for record in prices.order_by("product__units")
    ] == [
        (60, "52.00"), (90, "68.00"), (120, "85.00"),
        (180, "118.00"), (270, "168.00"), (360, "218.00"),
    ]  # fmt: skip
    assert [section.title for section in baclofen.sections.all()][:2] == ["Features", "Benefits"]
    assert baclofen.sections.count() == 13
    assert "5\u00a0mg three times" in baclofen.sections.get(kind="dosage_and_direction").body


def test_no_price_of_the_demo_is_staffs():
    load_demo()

    assert not StockRecord.objects.exclude(imported_price=F("price")).exists()


def test_units_on_hand_are_what_was_received():
    load_demo()

    received = Dosage.objects.annotate(received=Sum("movements__units", default=0))
    assert {row.received - row.units_on_hand for row in received} == {0}
    assert Dosage.objects.filter(units_on_hand=0).exists()
    assert not Lot.objects.expired(localdate()).exists()
    assert Lot.objects.expired(localdate() + timedelta(days=90)).exists()


def test_a_large_pack_can_be_stricter_than_its_medicine():
    load_demo()

    packs = Product.objects.packs().filter(parent__slug="acetaminophen", dosage__label="500mg")
    classes = {pack.units: pack.effective_legal_class for pack in packs}
    assert (classes[50], classes[100]) == ("GSL", "P")


def test_removing_the_demo_leaves_an_empty_shop():
    load_demo()

    assert remove_demo() == len(medicines())

    assert everything() == {table.__name__: [] for table in TABLES}
    assert remove_demo() == 0


def test_what_staff_made_stays_with_its_categories():
    own_category = a_category("Allergy")
    own = a_pack(a_medicine("Loratadine", is_public=False).dosages.create(label="5mg"))
    load_demo()
    lent = Category.objects.get(slug="skin")
    ProductCategory.objects.create(product=own.parent, category=lent)

    remove_demo()

    assert list(Product.objects.order_by("pk")) == [own.parent, own]
    assert list(Category.objects.order_by("pk")) == [own_category, lent]


def test_a_demo_category_stays_while_staff_keep_one_below_it():
    load_demo()
    stomach = Category.objects.get(slug="stomach")
    heartburn = Category(name="Heartburn", slug="heartburn")
    Category.objects.add_child(stomach, instance=heartburn)

    remove_demo()

    assert [category.slug for category in Category.objects.order_by("path")] == [
        "stomach",
        "heartburn",
    ]


def test_the_demo_leaves_a_medicine_of_the_same_name_to_staff():
    own = a_medicine("Baclofen")

    assert load_demo() == len(medicines()) - 1

    own.refresh_from_db()
    assert (own.is_demo, own.dosages.count()) == (False, 0)


def test_a_live_shop_gets_no_demo(settings):
    settings.SHOP_MODE = "live"

    with pytest.raises(DemoRefused, match="SHOP_MODE=demo"):
        load_demo()

    assert not Product.objects.exists()
