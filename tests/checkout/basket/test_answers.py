"""What htmx swaps after a change, and what public pages fetch of the cart."""

import re

import pytest
from django.urls import reverse

from catalog.models import Product
from tests.checkout.basket.packs import a_baclofen_pack, pack_of
from tests.checkout.pages import text_of
from tests.checkout.shopping import a_delivery_method
from tests.checkout.visitor import htmx
from tests.factories import a_dosage, a_medicine, a_pack, baclofen, put_on_the_shelf

pytestmark = pytest.mark.django_db


def test_adding_on_the_page_swaps_the_parts_that_show_the_cart(visitor):
    a_delivery_method()
    pack = pack_of(baclofen(), "10mg", 90)

    response = visitor.add(pack, **htmx())

    swapped = re.findall(r'id="([\w-]+)"\s+hx-swap-oob="true"', response.content.decode())
    assert swapped == [f"pack-{pack.pk}", "cart-count", "cart-panel", "cart-bar"]
    assert 'hx-swap-oob="innerHTML:#cart-said"' in response.content.decode()
    page = text_of(response)
    assert "In cart: 1" in page
    assert "Your cart: 1 pack" in page
    assert "In your cart: 1 × Baclofen 10 mg, 90 pills. Your cart: 1 pack, $68.00." in page


def test_taking_the_last_one_out_brings_the_button_back(visitor):
    pack = pack_of(baclofen(), "10mg", 90)
    visitor.add(pack)

    response = visitor.set(pack, 0, **htmx())

    page = text_of(response)
    assert "Add 90 pills of 10 mg, $68.00, to cart" in page
    assert "Taken out. Your cart is empty." in page
    assert 'id="cart-panel" hx-swap-oob="true" hidden' in response.content.decode()
    assert not visitor.has_cart


def test_a_refusal_stands_beside_the_button_and_is_said(visitor):
    pack = a_baclofen_pack()
    put_on_the_shelf(0)

    response = visitor.add(pack, **htmx())

    assert response.status_code == 200
    cell = response.content.decode().split('id="cart-count"')[0]
    assert f'id="pack-{pack.pk}"' in cell
    assert 'class="err"' in cell
    assert text_of(response).count("Baclofen 10 mg, 90 pills: sold out.") == 2


def test_a_refused_step_keeps_the_stepper(visitor):
    pack = a_baclofen_pack()
    visitor.add(pack, 2)
    put_on_the_shelf(180)

    page = text_of(visitor.set(pack, 3, **htmx()))

    assert "In cart: 2" in page
    assert "only 2 packs are left, you asked for 3." in page
    assert visitor.cart.pack_count == 2


def test_a_pack_that_left_the_shop_loses_its_button(visitor):
    response = visitor.add(999_999, **htmx())
    assert 'id="pack-999999" hx-swap-oob="true"' in response.content.decode()
    assert "<button" not in response.content.decode().split('id="cart-count"')[0]
    assert "This pack is not in the shop any more." in text_of(response)


def test_on_the_carts_own_page_everything_changes_together(visitor):
    pack = a_baclofen_pack()
    visitor.add(pack)

    response = visitor.set(pack, 2, **htmx(on="/cart/", target="main"))

    page = response.content.decode()
    assert page.lstrip().startswith('<div class="stack">')
    assert "Goods $136.00" in text_of(response)
    assert re.findall(r'id="([\w-]+)"\s+hx-swap-oob="true"', page) == ["cart-count"]


def test_on_the_carts_own_page_the_last_pack_leads_to_the_empty_cart(visitor):
    pack = a_pack()
    visitor.add(pack)
    response = visitor.set(pack, 0, **htmx(on="/cart/", target="main"))
    assert response["HX-Redirect"] == "/cart/"


def test_on_the_carts_own_page_a_refusal_stands_on_top(visitor):
    pack = a_baclofen_pack()
    visitor.add(pack)
    put_on_the_shelf(90)
    page = text_of(visitor.set(pack, 2, **htmx(on="/cart/", target="main")))
    assert "Your cart was not changed Baclofen 10 mg, 90 pills: only 1 pack is left" in page


def fetched(visitor, *, on, **query):
    return visitor.get(reverse("personal"), query, headers=htmx(on=on))


def test_a_medicine_page_gets_steppers_of_its_own_packs_only(visitor):
    medicine, other = baclofen(), a_pack(a_dosage(a_medicine("Loratadine")))
    own = pack_of(medicine, "10mg", 90)
    visitor.add(own)
    visitor.add(other)

    page = fetched(visitor, on="/medicines/baclofen/?dosage=25mg", packs=1).content.decode()

    swapped = re.findall(r'id="([\w-]+)"\s+hx-swap-oob="true"', page)
    assert swapped == ["cart-count", "cart-bar", "cart-panel", f"pack-{own.pk}"]
    assert "Loratadine" in page


@pytest.mark.parametrize(
    "goes",
    [
        lambda: Product.objects.packs().update(is_public=False),
        lambda: Product.objects.medicines().update(is_public=False),
        lambda: put_on_the_shelf(89),
    ],
    ids=["pack off sale", "medicine off sale", "sold out"],
)
def test_a_pack_that_cannot_be_added_there_gets_no_stepper(visitor, goes):
    """htmx would look in vain for its place and say so in the browser's log."""
    pack = a_baclofen_pack()
    visitor.add(pack)
    goes()

    page = fetched(visitor, on="/medicines/baclofen/", packs=1).content.decode()

    assert f"pack-{pack.pk}" not in page


@pytest.mark.parametrize(
    "on", ["/", "/medicines/", "/nowhere/", "/medicines/baclofen", "", "\x00", "/cart/"]
)
def test_elsewhere_there_are_no_steppers(visitor, on):
    visitor.add(a_baclofen_pack())
    page = fetched(visitor, on=on, packs=1).content.decode()
    assert 'id="pack-' not in page


def test_pages_without_packs_get_the_number_and_the_bar(visitor):
    visitor.add(a_baclofen_pack(), 2)
    page = fetched(visitor, on="/")
    assert re.findall(r'id="([\w-]+)"\s+hx-swap-oob="true"', page.content.decode()) == [
        "cart-count",
        "cart-bar",
    ]
    assert "2 packs , $136.00" in text_of(page)


def test_the_fragments_address_names_no_medicine(client):
    baclofen()
    page = client.get("/medicines/baclofen/").content.decode()
    assert 'data-personal="/cart/personal/?packs=1"' in page


def test_what_is_personal_is_kept_nowhere(visitor):
    pack = a_pack()
    responses = [
        visitor.add(pack),
        visitor.add(pack, "x"),
        visitor.add(pack, **htmx()),
        visitor.look("cart"),
        visitor.look("personal"),
        visitor.look("checkout-details"),
        visitor.look("checkout-delivery"),
        visitor.look("checkout-review"),
        visitor.press("cart-clear", None, None),
        visitor.look("cart"),
    ]
    assert {response["Cache-Control"] for response in responses} == {"private, no-store"}


def test_a_cart_emptied_in_another_tab_says_why_nothing_was_added(visitor):
    pack = a_baclofen_pack()
    visitor.add(pack)
    visitor.set(pack, 0)

    response = visitor.set(pack, 2, **htmx(on="/cart/", target="main"))

    assert response["HX-Redirect"] == "/cart/"
    page = text_of(visitor.get("/cart/"))
    assert "Your cart is empty" in page
    assert "Baclofen 10 mg, 90 pills is not in your cart any more. Add it again" in page
    assert not any("Baclofen" in cookie.value for cookie in visitor.cookies.values())
