"""A cart as it is read: at today's prices, with its pools, classes and taxes."""

from decimal import Decimal

import pytest

from catalog.models import Category, Product
from catalog.partner.models import StockRecord
from catalog.shopfacts.models import ShopFacts
from catalog.substances.rules import Contained
from checkout.basket.cart import Cart
from checkout.basket.cart_reads import read_cart, read_pack
from checkout.basket.models import Basket
from tests.checkout.basket.packs import pack_of
from tests.checkout.shopping import a_cart
from tests.checkout.visitor import Reads
from tests.factories import a_category, a_dosage, a_medicine, a_pack, a_substance, baclofen

pytestmark = pytest.mark.django_db


def read_only_line(pack, quantity=1):
    [line] = read_cart(a_cart({pack: quantity})).lines
    return line


def test_an_offer_is_judged_beside_all_packs_on_sale():
    offer = read_only_line(pack_of(baclofen(), "10mg", 90)).offer
    assert (offer.list_price, offer.saving, offer.base.units) == (Decimal("78.00"), 13, 60)


def test_a_withdrawn_base_pack_is_no_base():
    medicine = baclofen()
    Product.objects.filter(pk=pack_of(medicine, "10mg", 60).pk).update(is_public=False)
    assert read_only_line(pack_of(medicine, "10mg", 120)).offer.base.units == 90


def test_a_withdrawn_pack_stands_alone_at_its_price():
    pack = pack_of(baclofen(), "10mg", 90)
    basket_id = a_cart({pack: 1})
    Product.objects.filter(pk=pack.pk).update(is_public=False)
    [line] = read_cart(basket_id).lines
    assert (line.on_sale, line.offer.base, line.total) == (False, None, Decimal("68.00"))


def test_no_pack_of_a_hidden_medicine_is_offered_instead():
    pack = pack_of(baclofen(), "10mg", 90)
    basket_id = a_cart({pack: 1})
    assert len(read_cart(basket_id).on_sale) > 1
    Product.objects.filter(pk=pack.parent_id).update(is_public=False)
    assert read_cart(basket_id).on_sale == ()


def test_the_price_is_always_todays():
    pack = a_pack(price="68.00")
    basket_id = a_cart({pack: 2})
    StockRecord.objects.update(price="66.50")
    assert read_cart(basket_id).goods_total == Decimal("133.00")


def test_the_stricter_class_counts():
    pack = a_pack(a_dosage(a_medicine(legal_class="GSL")), legal_class="P")
    line = read_only_line(pack)
    assert (line.legal_class, line.needs_pharmacist) == ("P", True)


def test_a_category_may_have_a_tax_of_its_own():
    ShopFacts.objects.update_or_create(pk=1, defaults={"tax_rate": "20"})
    books, shelf = a_category("Books"), a_category()
    Category.objects.filter(pk=shelf.pk).update(tax_rate="7")
    both = a_pack(a_dosage(a_medicine(category=books)), price="10.70")
    Product.categories.through.objects.create(product=both.parent, category=shelf)
    plain = a_pack(a_dosage(a_medicine(category=books)), price="12.00")

    cart = read_cart(a_cart({both: 1, plain: 1}))

    assert [line.tax for line in cart.lines] == [Decimal("0.70"), Decimal("2.00")]


def test_without_a_tax_rate_there_is_no_tax():
    assert read_only_line(a_pack()).tax == Decimal("0.00")


def test_lines_stand_in_the_order_they_were_added():
    packs = [a_pack() for _ in range(3)]
    cart = read_cart(a_cart(dict.fromkeys(reversed(packs), 1)))
    assert [line.pack_id for line in cart.lines] == [pack.pk for pack in reversed(packs)]


def test_a_line_knows_what_its_medicine_contains():
    pack = a_pack()
    a_substance("codeine", medicines=[pack.parent])
    a_substance("caffeine", medicines=[pack.parent], max_units_per_sale=100)
    [line, other] = read_cart(a_cart({pack: 1, a_pack(): 1})).lines
    assert line.substances == (Contained("caffeine", 100), Contained("codeine"))
    assert other.substances == ()


@pytest.mark.parametrize("packs", [1, 6])
def test_a_cart_is_one_query_whatever_is_in_it(packs):
    shelf = [a_pack() for _ in range(packs)]
    for pack in shelf:
        a_substance(f"substance {pack.pk}", medicines=[pack.parent])
    basket_id = a_cart(dict.fromkeys(shelf, 1))
    with Reads() as reads:
        assert len(read_cart(basket_id).lines) == packs
    assert reads.number == 1


def test_an_ordered_an_empty_and_no_cart_are_empty():
    basket_id = a_cart({a_pack(): 1})
    Basket.objects.update(status=Basket.SUBMITTED)
    empty = Basket.objects.create().pk
    assert [read_cart(some) for some in (basket_id, empty, 999_999, None)] == [Cart()] * 4


def test_a_pack_beside_the_cart():
    pack = pack_of(baclofen(), "25mg", 30)
    shown = read_pack(pack.pk)
    assert (shown.name, shown.label, shown.price, shown.url) == (
        "Baclofen 25\u00a0mg, 30\u00a0pills",
        "30\u00a0pills of 25\u00a0mg",
        Decimal("101.00"),
        "/medicines/baclofen/?dosage=25mg",
    )
    assert read_pack(pack.parent_id) is None
    assert read_pack(None) is None
