"""Where the cart offers the same units for less, and what the swap does."""

from decimal import Decimal

import pytest

from catalog.models import Product
from catalog.partner.models import StockRecord
from checkout.basket.actions import CartRefusal, swap
from checkout.basket.cart_reads import read_cart
from checkout.basket.swaps import swaps
from tests.checkout.basket.packs import pack_of
from tests.checkout.pages import text_of
from tests.checkout.shopping import a_cart
from tests.checkout.visitor import htmx
from tests.factories import a_dosage, a_medicine, a_pack, baclofen, put_on_the_shelf

pytestmark = pytest.mark.django_db


@pytest.fixture
def medicine():
    return baclofen()


def offered(basket_id) -> list[str]:
    found = swaps(read_cart(basket_id))
    return [one.words.replace("\N{NO-BREAK SPACE}", " ") for one in found]


def in_cart(basket_id) -> dict[int, int]:
    return {line.offer.units: line.quantity for line in read_cart(basket_id).lines}


def test_one_of_120_instead_of_two_of_60(medicine):
    cart = a_cart({pack_of(medicine, "10mg", 60): 2})
    words = "1 pack of 120 pills instead of 2 packs of 60 pills saves $19.00."
    assert offered(cart) == [words]

    found = swap(basket_id=cart, dosage_id=a_dosage_of(cart), saving=Decimal("19.00"))

    assert found.saving == Decimal("19.00")
    assert in_cart(cart) == {120: 1}
    assert offered(cart) == []


def a_dosage_of(basket_id) -> int:
    return read_cart(basket_id).lines[0].dosage_id


def test_what_stays_in_the_cart_is_not_named(medicine):
    packs = {pack_of(medicine, "10mg", 120): 2, pack_of(medicine, "10mg", 60): 1}
    cart = a_cart(packs)
    words = "1 pack of 180 pills instead of 1 pack of 120 pills and 1 pack of 60 pills"
    assert offered(cart) == [f"{words} saves $19.00."]
    swap(basket_id=cart, dosage_id=a_dosage_of(cart), saving=Decimal("19.00"))
    assert in_cart(cart) == {120: 1, 180: 1}


def test_each_dosage_is_told_once_at_its_last_line(medicine):
    packs = [
        pack_of(medicine, label, units)
        for label, units in (("10mg", 60), ("25mg", 30), ("10mg", 90), ("25mg", 60))
    ]
    found = swaps(read_cart(a_cart(dict.fromkeys(packs, 2))))
    assert [one.told_at for one in found] == [packs[2].pk, packs[3].pk]


def test_a_cart_that_is_cheapest_already_is_offered_nothing(medicine):
    assert offered(a_cart({pack_of(medicine, "10mg", 360): 2})) == []
    assert offered(a_cart({pack_of(medicine, "10mg", 90): 1})) == []
    assert offered(None) == []


def test_nobody_is_led_to_a_pack_that_a_pharmacist_has_to_agree_to():
    dosage = a_dosage(a_medicine(legal_class="GSL"), "500mg")
    small = a_pack(dosage, 16, "2.00")
    large = a_pack(dosage, 32, "3.00", legal_class="P")
    assert offered(a_cart({small: 2})) == []
    # Whose cart a pharmacist looks at anyway is told.
    assert len(offered(a_cart({small: 2, large: 1}))) == 1


def test_what_is_wrong_with_a_pack_is_told_before_what_saves(medicine):
    pack = pack_of(medicine, "10mg", 60)
    cart = a_cart({pack: 2})
    Product.objects.filter(pk=pack.pk).update(is_public=False)
    assert offered(cart) == []


def test_a_pack_off_sale_is_not_offered(medicine):
    cart = a_cart({pack_of(medicine, "10mg", 60): 2})
    Product.objects.filter(pk=pack_of(medicine, "10mg", 120).pk).update(is_public=False)
    assert offered(cart) == []


def test_a_cart_of_thousands_of_pills_is_not_counted(medicine):
    put_on_the_shelf(100_000)
    assert offered(a_cart({pack_of(medicine, "10mg", 60): 84})) == []


@pytest.mark.parametrize("meanwhile", ["price", "cart", "nothing there"])
def test_what_was_not_seen_is_not_swapped(medicine, meanwhile):
    cart = a_cart({pack_of(medicine, "10mg", 60): 2})
    dosage_id, before = a_dosage_of(cart), in_cart(cart)
    if meanwhile == "price":
        StockRecord.objects.filter(product__units=120).update(price="90.00")
    if meanwhile == "cart":
        before = in_cart(cart := a_cart({pack_of(medicine, "10mg", 60): 1}))

    with pytest.raises(CartRefusal, match="have changed since"):
        swap(
            basket_id=None if meanwhile == "nothing there" else cart,
            dosage_id=dosage_id,
            saving=Decimal("19.00"),
        )
    assert in_cart(cart) == before


@pytest.fixture
def shopper(visitor, medicine):
    visitor.add(pack_of(medicine, "10mg", 60), 2)
    visitor.dosage = pack_of(medicine, "10mg", 60).dosage_id
    return visitor


def swap_in(shopper, *, dosage=None, saving="19.00", **headers):
    sent = {"dosage": dosage or shopper.dosage, "saving": saving}
    return shopper.post("/cart/swap/", sent, headers={"Sec-Fetch-Site": "same-origin"} | headers)


def test_one_click_in_the_cart_swaps_them(shopper):
    page = shopper.look("cart")
    assert "1 pack of 120 pills instead of 2 packs of 60 pills saves $19.00. Swap" in text_of(page)

    response = swap_in(shopper)

    assert (response.status_code, response["Location"]) == (303, "/cart/")
    page = text_of(shopper.look("cart"))
    assert "Swapped. 1 pack of 120 pills instead of 2 packs of 60 pills saves $19.00." in page
    assert "Goods $85.00" in page


def test_htmx_gets_the_whole_cart_again(shopper):
    page = swap_in(shopper, **htmx(on="/cart/", target="main"))
    assert "Goods $85.00" in text_of(page)
    assert "Swapped." in text_of(page)


@pytest.mark.parametrize("sent", [{"saving": "20.00"}, {"saving": "x"}, {"dosage": "0"}])
def test_a_swap_nobody_was_offered_changes_nothing(shopper, sent):
    page = swap_in(shopper, **sent)
    assert page.status_code == 422
    assert "Look at it again." in text_of(page)
    assert [line.offer.units for line in shopper.cart.lines] == [60]
