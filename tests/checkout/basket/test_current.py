"""Which cart a visitor has: only a cookie we signed can say so."""

import time

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import override_settings

from catalog.cart_cookie import CART_LIFE
from checkout.basket.current import SALT
from checkout.basket.models import Basket
from tests.checkout.shopping import a_cart
from tests.checkout.visitor import Visitor, htmx
from tests.factories import a_pack

pytestmark = pytest.mark.django_db

COOKIE = settings.OSCAR_BASKET_COOKIE_OPEN


def signed(value, salt=SALT) -> str:
    response = HttpResponse()
    response.set_signed_cookie(COOKIE, value, salt=salt)
    return response.cookies[COOKIE].value


def signed_by_another_shop(value) -> str:
    with override_settings(SECRET_KEY="another shop's key" * 4):
        return signed(value)


def test_adding_gives_two_cookies_one_secret_and_one_readable():
    visitor = Visitor()
    visitor.add(a_pack())

    own, readable = visitor.cookies[COOKIE], visitor.cookies["shop_has"]
    assert (own["httponly"], own["samesite"], own["max-age"]) == (True, "Lax", 30 * 24 * 3600)
    assert (readable["httponly"], readable["samesite"], readable.value) == ("", "Lax", "1")


def test_with_https_both_cookies_are_secure(settings):
    settings.HTTPS = True
    visitor = Visitor()
    visitor.add(a_pack())
    assert visitor.cookies[COOKIE]["secure"]
    assert visitor.cookies["shop_has"]["secure"]


@pytest.mark.parametrize(
    "forge",
    [
        lambda basket_id: str(basket_id),
        lambda basket_id: f"{basket_id}:1abcde:nonsense",
        lambda basket_id: signed(str(basket_id)) + "x",
        lambda basket_id: signed("1") + signed(str(basket_id)),
        lambda basket_id: signed_by_another_shop(str(basket_id)),
        lambda basket_id: signed(str(basket_id), salt="another cookie"),
        lambda basket_id: "",
    ],
)
def test_a_forged_or_foreign_cookie_is_no_cart(forge):
    somebodys, pack = a_cart({a_pack(): 3}), a_pack()
    visitor = Visitor()
    visitor.cookies[COOKIE] = forge(somebodys)

    assert visitor.look("cart").context["cart"].lines == ()
    visitor.add(pack)

    assert visitor.basket_id != somebodys
    assert [line.pack_id for line in visitor.cart.lines] == [pack.pk]
    assert Basket.objects.get(pk=somebodys).lines.count() == 1


def test_a_cookie_older_than_30_days_is_no_cart(monkeypatch):
    basket_id = a_cart({a_pack(): 1})
    visitor = Visitor()
    now = time.time()
    with monkeypatch.context() as then:
        then.setattr(time, "time", lambda: now - CART_LIFE.total_seconds() - 1)
        visitor.cookies[COOKIE] = signed(str(basket_id))
    assert visitor.look("cart").context["cart"].lines == ()


def test_an_ordered_cart_is_left_alone_and_a_new_one_begins():
    visitor, pack = Visitor(), a_pack()
    visitor.add(pack, 2)
    ordered = visitor.basket_id
    Basket.objects.update(status=Basket.SUBMITTED)

    assert visitor.look("cart").context["cart"].lines == ()
    visitor.add(pack)

    assert visitor.basket_id != ordered
    assert visitor.cart.pack_count == 1
    assert Basket.objects.get(pk=ordered).status == Basket.SUBMITTED


@pytest.mark.parametrize("look", ["cart", "personal"])
def test_an_empty_cart_takes_the_readable_cookie_back(look):
    visitor, pack = Visitor(), a_pack()
    visitor.add(pack)
    visitor.set(pack, 0)
    visitor.look(look)
    assert not visitor.has_cart


def test_taking_out_the_last_pack_on_a_public_page_takes_it_back_at_once():
    visitor, pack = Visitor(), a_pack()
    visitor.add(pack)
    visitor.set(pack, 0, **htmx())
    assert not visitor.has_cart


def test_a_refused_first_pack_leaves_no_cookie():
    visitor = Visitor()
    visitor.add(a_pack(is_public=False))
    assert COOKIE not in visitor.cookies
    assert not visitor.has_cart


def test_looking_at_an_empty_cart_makes_none():
    visitor = Visitor()
    for page in ("cart", "personal"):
        visitor.look(page)
    assert not visitor.cookies
    assert not Basket.objects.exists()
