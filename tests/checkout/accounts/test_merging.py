"""A cart comes along when its shopper signs in, once and by the rules of carts."""

import pytest
from django.conf import settings
from django.http import HttpResponse

from checkout.accounts.merging import merge_into_account
from checkout.basket.current import SALT
from checkout.basket.models import Basket
from checkout.prescriptions.models import Patient
from tests.checkout.accounts.people import an_account, in_cart, send, sign_in, signed_in
from tests.checkout.pages import text_of
from tests.checkout.prescriptions.cases import ordered
from tests.checkout.shopping import a_cart, a_delivery_method
from tests.checkout.visitor import Visitor
from tests.factories import a_dosage, a_medicine, a_pack
from tests.meanwhile import second_waits

pytestmark = pytest.mark.django_db

COOKIE = settings.OSCAR_BASKET_COOKIE_OPEN


def test_packs_come_along_and_are_there_on_the_next_device():
    account, pack, other = an_account(), a_pack(), a_pack()
    phone, laptop = Visitor(), Visitor()
    phone.add(pack, 2)
    signed_in(account, phone)
    laptop.add(pack)
    laptop.add(other)

    signed_in(account, laptop)

    assert in_cart(laptop) == {pack.pk: 3, other.pk: 1}
    assert in_cart(phone) == {pack.pk: 3, other.pk: 1}
    assert Basket.objects.filter(status=Basket.OPEN).get().owner == account


@pytest.mark.parametrize("name", ["cart-add", "order-again"])
def test_a_cart_emptied_before_signing_in_is_not_the_one_an_account_fills(name):
    account, pack, visitor = an_account(), a_pack(), Visitor()
    visitor.add(pack)
    visitor.set(pack, 0)
    signed_in(account, visitor)

    if name == "cart-add":
        visitor.add(pack)
    else:
        send(visitor, name, ordered({pack: 1}, user=account).number)
    send(visitor, "account_logout")
    signed_in(account, visitor)

    assert in_cart(visitor) == {pack.pk: 1}
    assert Basket.objects.get(status=Basket.OPEN, lines__isnull=False).owner == account


def test_a_pack_keeps_the_price_it_was_added_at():
    pack, visitor = a_pack(price="52.00"), Visitor()
    visitor.add(pack)
    pack.stockrecords.update(price="54.00")

    signed_in(an_account(), visitor)

    assert "was $52.00 when you added it, now $54.00" in text_of(visitor.look("cart"))


def test_what_does_not_fit_stays_out_and_is_said():
    account = an_account()
    medicine = a_medicine("Baclofen", max_units_per_order=120)
    dosage = a_dosage(medicine)
    pack, gone, fine = a_pack(dosage, 60), a_pack(), a_pack()
    phone, laptop = Visitor(), Visitor()
    phone.add(pack, 2)
    signed_in(account, phone)
    for one in (pack, gone, fine):
        laptop.add(one)
    gone.is_public = False
    gone.save()

    signed_in(account, laptop)

    said = text_of(laptop.look("account"))
    assert "At most 120 pills of Baclofen go into one order, you asked for 180." in said
    assert "no longer on sale, so it cannot be ordered." in said
    assert in_cart(laptop) == {pack.pk: 2, fine.pk: 1}


def test_stock_is_respected_when_carts_come_together():
    account = an_account()
    pack = a_pack(a_dosage(units_on_hand=120), 60)
    phone, laptop = Visitor(), Visitor()
    phone.add(pack)
    signed_in(account, phone)
    laptop.add(pack, 2)

    signed_in(account, laptop)

    assert "only 2 packs are left, you asked for 3" in text_of(laptop.look("account"))
    assert in_cart(laptop) == {pack.pk: 1}


def test_a_guests_cart_that_came_along_is_not_there_for_whoever_kept_its_cookie():
    visitor, pack = Visitor(), a_pack()
    visitor.add(pack)
    kept = visitor.cookies[COOKIE].value
    signed_in(an_account(), visitor)

    copy = Visitor()
    copy.cookies[COOKIE] = kept

    assert in_cart(copy) == {}
    copy.set(pack, 9)
    assert in_cart(visitor) == {pack.pk: 1}


def test_what_was_told_in_this_session_comes_along():
    method = a_delivery_method()
    visitor, account = Visitor(), an_account()
    visitor.add(a_pack())
    visitor.enter_address()
    visitor.choose(method)
    visitor.tell()

    signed_in(account, visitor)

    assert Patient.objects.get().basket.owner == account
    assert "Sam Example" in visitor.look("checkout-patient").content.decode()


def test_what_somebody_else_told_for_a_cart_stays_behind():
    basket_id, account = a_cart({a_pack(): 1}), an_account()
    visitor = Visitor()
    response = HttpResponse()
    response.set_signed_cookie(COOKIE, str(basket_id), salt=SALT)
    visitor.cookies[COOKIE] = response.cookies[COOKIE].value

    signed_in(account, visitor)

    assert Patient.objects.get().basket_id == basket_id
    assert "03/27/1981" not in visitor.look("checkout-patient").content.decode()


def test_what_another_told_anew_with_the_same_cart_in_hand_stays_behind():
    method, visitor, another = a_delivery_method(), Visitor(), Visitor()
    visitor.add(a_pack())
    another.cookies[COOKIE] = visitor.cookies[COOKIE].value
    for one, allergies in ((visitor, "penicillin"), (another, "latex")):
        one.enter_address()
        one.choose(method)
        one.tell(allergies=allergies)
    told = Patient.objects.get()

    signed_in(an_account(), visitor)

    assert Patient.objects.get() == told
    assert Patient.objects.get().basket_id == told.basket_id != visitor.basket_id
    assert visitor.look("checkout-review")["Location"] == "/checkout/patient/"
    assert "latex" not in visitor.look("checkout-patient").content.decode()


@pytest.mark.django_db(transaction=True)
def test_two_sign_ins_with_the_same_guests_cart_bring_its_packs_once():
    account, pack = an_account(), a_pack()
    signed_in(account).add(pack)
    basket_id = a_cart({pack: 1})

    def merge():
        return merge_into_account(basket_id, account.pk, patient_id=None)

    second_waits(merge, merge)

    cart = Basket.objects.get(owner=account)
    assert [line.quantity for line in cart.lines.all()] == [2]


@pytest.mark.django_db(transaction=True)
def test_two_devices_that_begin_a_cart_at_once_begin_one():
    account, one, other = an_account(), a_cart({a_pack(): 1}), a_cart({a_pack(): 1})

    second_waits(
        lambda: merge_into_account(one, account.pk, patient_id=None),
        lambda: merge_into_account(other, account.pk, patient_id=None),
    )

    assert Basket.objects.get(owner=account).lines.count() == 2


def test_signing_in_without_any_cart_makes_none():
    assert sign_in(Visitor(), an_account().email).status_code == 302
    assert not Basket.objects.exists()
