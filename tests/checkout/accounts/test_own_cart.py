"""An account has one cart, on each of its devices, and nobody else gets it."""

import pytest
from django.conf import settings

from checkout.accounts.merging import merge_into_account
from checkout.basket.actions import add_pack
from checkout.basket.models import Basket
from tests.checkout.accounts.people import an_account, in_cart, send, signed_in
from tests.checkout.pages import text_of
from tests.checkout.shopping import a_delivery_method
from tests.checkout.visitor import Visitor
from tests.factories import a_pack

pytestmark = pytest.mark.django_db

COOKIE = settings.OSCAR_BASKET_COOKIE_OPEN


def test_an_account_fills_no_cart_but_its_own_whatever_names_another():
    account, guests = an_account(), Basket.objects.create()
    filled = add_pack(basket_id=guests.pk, pack_id=a_pack().pk, quantity=1, owner_id=account.pk)
    assert filled.basket.owner == account
    assert not guests.lines.exists()


def test_a_device_follows_its_accounts_cart_once_another_has_ordered():
    a_delivery_method()
    account, pack = an_account(), a_pack()
    phone, laptop = signed_in(account), signed_in(account)
    phone.add(pack)
    assert in_cart(laptop) == {pack.pk: 1}
    Basket.objects.update(status=Basket.SUBMITTED)
    phone.add(pack, 2)

    step = laptop.look("checkout-details")

    assert step["Location"] == "/cart/"
    assert in_cart(laptop) == {pack.pk: 2}
    laptop.set(pack, 3)
    assert in_cart(phone) == {pack.pk: 3}
    assert laptop.look("checkout-details").status_code == 200


def test_public_pages_count_what_another_device_has_begun():
    account, pack = an_account(), a_pack()
    phone, laptop = signed_in(account), signed_in(account)
    phone.add(pack, 2)
    assert "2" in text_of(laptop.look("personal"))
    assert laptop.cart.pack_count == 2


def test_an_accounts_first_pack_makes_its_cart():
    account = an_account()
    phone, laptop, pack = signed_in(account), signed_in(account), a_pack()
    phone.add(pack)
    laptop.add(pack)
    assert in_cart(laptop) == in_cart(phone) == {pack.pk: 2}


def test_signing_out_leaves_no_cart_in_the_browser():
    visitor, pack = signed_in(an_account()), a_pack()
    visitor.add(pack)

    send(visitor, "account_logout")

    assert visitor.cookies[COOKIE].value == ""
    assert in_cart(visitor) == {}


def test_leaving_by_admins_door_leaves_none_either():
    visitor = signed_in(an_account(is_staff=True))
    visitor.add(a_pack())
    token = str(visitor.look("account").context["csrf_token"])
    visitor.post("/admin/logout/", {"csrfmiddlewaretoken": token})
    assert visitor.cookies[COOKIE].value == ""


def test_the_next_person_in_the_same_browser_gets_nothing_of_the_first():
    sam, ada = an_account(), an_account("ada@example.com")
    pack, browser = a_pack(), Visitor()
    signed_in(sam, browser)
    browser.add(pack)
    # The session is gone, the cookies are not: nobody has signed out.
    sam.sessions.all().delete()

    assert in_cart(browser) == {}
    signed_in(ada, browser)

    assert in_cart(browser) == {}
    assert Basket.objects.get(owner=sam).lines.count() == 1
    assert not Basket.objects.filter(owner=ada).exists()


def test_an_accounts_cookie_copied_into_another_browser_is_no_cart():
    sam, ada = an_account(), an_account("ada@example.com")
    sams, pack = signed_in(sam), a_pack()
    sams.add(pack)
    thief = Visitor()
    thief.cookies[COOKIE] = sams.cookies[COOKIE].value

    assert in_cart(thief) == {}
    thief.set(pack, 5)
    signed_in(ada, thief)

    assert in_cart(thief) == {}
    assert in_cart(sams) == {pack.pk: 1}


@pytest.mark.parametrize("forge", ["{0}", "{0}.{1}", "{0}.{2}"])
def test_a_cookie_that_names_somebody_elses_cart_brings_nothing(forge):
    sam, ada = an_account(), an_account("ada@example.com")
    sams = signed_in(sam)
    sams.add(a_pack())
    basket = Basket.objects.get(owner=sam)
    thief = Visitor()
    thief.cookies[COOKIE] = forge.format(basket.pk, sam.pk, ada.pk)

    signed_in(ada, thief)

    assert in_cart(thief) == {}
    assert Basket.objects.get(pk=basket.pk).lines.count() == 1


def test_an_accounts_cart_is_never_brought_whatever_names_it():
    sam, ada = an_account(), an_account("ada@example.com")
    signed_in(sam).add(a_pack())
    basket = Basket.objects.get(owner=sam)

    merged = merge_into_account(basket.pk, ada.pk, patient_id=None)

    assert merged.basket is None
    assert basket.lines.count() == 1


def test_public_pages_have_something_to_ask_for_once_somebody_has_signed_in():
    visitor = signed_in(an_account())
    assert visitor.has_cart
    shown = visitor.look("personal")
    assert 'id="account-link"' in shown.content.decode()
    assert visitor.has_cart  # though the cart is empty


def test_a_guest_is_shown_no_account():
    visitor = Visitor()
    visitor.add(a_pack())
    assert "account-link" not in visitor.look("personal").content.decode()


@pytest.mark.parametrize("key", ["", "forged", "a" * 32])
def test_a_forged_session_is_a_guests(key):
    account, pack = an_account(), a_pack()
    signed_in(account).add(pack)
    thief = Visitor()
    thief.cookies[settings.SESSION_COOKIE_NAME] = key

    thief.add(pack)

    assert "account-link" not in thief.look("personal").content.decode()
    assert thief.cart.basket_id != Basket.objects.get(owner=account).pk
