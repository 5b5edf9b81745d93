"""Every way to ask for something impossible: the message at its place, the cart as it was."""

import pytest
from django.test import Client
from django.urls import reverse

from catalog.models import Product
from tests.checkout.basket.packs import a_baclofen_pack
from tests.checkout.pages import text_of
from tests.checkout.visitor import htmx
from tests.factories import a_pack, put_on_the_shelf

pytestmark = pytest.mark.django_db


WHOLE_NUMBER = "has to be a whole number"
NOT_BELOW = "cannot be below"
AT_MOST = "At most 999 packs"
NO_PACK = "We do not know this pack."


@pytest.mark.parametrize(
    ("quantity", "words"),
    [
        (0, NOT_BELOW),
        (-1, NOT_BELOW),
        (1000, AT_MOST),
        (10**9, AT_MOST),
        (10**30, AT_MOST),
        ("9" * 5000, WHOLE_NUMBER),
        ("two", WHOLE_NUMBER),
        ("", WHOLE_NUMBER),
        ("1.5", WHOLE_NUMBER),
        ("1e3", WHOLE_NUMBER),
        ("NaN", WHOLE_NUMBER),
        ("\x00", WHOLE_NUMBER),
        ("1\x00", WHOLE_NUMBER),
        (None, WHOLE_NUMBER),
    ],
)
@pytest.mark.parametrize("js", [True, False])
def test_a_number_that_is_none_changes_nothing(visitor, quantity, words, js):
    pack = a_baclofen_pack()
    visitor.add(pack)

    response = visitor.add(pack, quantity, **(htmx() if js else {}))

    assert response.status_code == (200 if js else 422)
    assert words in text_of(response)
    assert visitor.cart.pack_count == 1


@pytest.mark.parametrize("quantity", [-1, 1000, 10**30, "two", "", "\x00", None])
def test_setting_such_a_number_changes_nothing_either(visitor, quantity):
    pack = a_baclofen_pack()
    visitor.add(pack, 2)
    response = visitor.set(pack, quantity)
    assert response.status_code == 422
    assert "Your cart was not changed" in text_of(response)
    assert visitor.cart.pack_count == 2


@pytest.mark.parametrize(
    "pack", ["x", "", None, "\x00", 0, -1, 10**30, "9" * 5000, "1 or 1=1", 2**63]
)
@pytest.mark.parametrize("name", ["cart-add", "cart-set"])
@pytest.mark.parametrize("js", [True, False])
def test_a_pack_that_is_none_changes_nothing(visitor, pack, name, js):
    visitor.add(a_pack())
    response = visitor.press(name, pack, 1, **(htmx() if js else {}))
    assert response.status_code == (200 if js else 422)
    assert NO_PACK in text_of(response)
    assert visitor.cart.pack_count == 1


def unknown(pack):
    return 999_999


def withdrawn(pack):
    Product.objects.packs().update(is_public=False)
    return pack


def hidden(pack):
    Product.objects.medicines().update(is_public=False)
    return pack


def sold_out(pack):
    put_on_the_shelf(0)
    return pack


def controlled(pack):
    Product.objects.medicines().update(legal_class="CD")
    return pack


CASES = [
    (unknown, "not in the shop any more"),
    (withdrawn, "no longer on sale"),
    (hidden, "no longer on sale"),
    (sold_out, "sold out"),
    (controlled, "controlled medicine"),
]


@pytest.mark.parametrize(("happened", "words"), CASES)
@pytest.mark.parametrize("js", [True, False])
def test_a_pack_that_cannot_be_had_is_refused_with_a_way_back(visitor, happened, words, js):
    pack = happened(a_baclofen_pack())

    response = visitor.add(pack, **(htmx() if js else {}))

    assert response.status_code == (200 if js else 422)
    assert words in text_of(response)
    assert visitor.basket_id is None
    if not js:
        back = "/medicines/" if happened is unknown else "/medicines/baclofen/?dosage=10mg"
        assert f'href="{back}"' in response.content.decode()
        assert "Your cart is empty" in text_of(response)


@pytest.mark.parametrize(("happened", "words"), CASES[1:])
def test_one_more_of_what_cannot_be_had_any_more_leaves_the_line(visitor, happened, words):
    pack = a_baclofen_pack()
    visitor.add(pack, 2)
    happened(pack)
    response = visitor.set(pack, 3)
    assert response.status_code == 422
    assert words in text_of(response)
    assert visitor.cart.pack_count == 2


@pytest.mark.parametrize("js", [True, False])
def test_a_stale_tab_learns_that_its_line_is_gone_and_nothing_is_lost(visitor, js):
    pack, other = a_baclofen_pack(), a_pack()
    visitor.add(pack)
    visitor.add(other)
    visitor.set(pack, 0)

    response = visitor.set(pack, 2, **(htmx() if js else {}))

    assert response.status_code == (200 if js else 422)
    assert "Baclofen 10 mg, 90 pills is not in your cart any more." in text_of(response)
    assert [line.pack_id for line in visitor.cart.lines] == [other.pk]


@pytest.mark.parametrize("name", ["cart-add", "cart-set", "cart-clear"])
def test_looking_at_an_address_that_changes_something_changes_nothing(name):
    assert Client().get(reverse(name)).status_code == 405
