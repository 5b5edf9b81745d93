"""The pages of one's own account: orders, prescriptions and the person."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from checkout.order.models import Order
from checkout.prescriptions.models import Prescription
from tests.checkout.accounts.people import an_account, send
from tests.checkout.pages import said_on_top, text_of
from tests.checkout.prescriptions import deciding
from tests.checkout.prescriptions.cases import awaiting, baclofen_pack, ordered
from tests.checkout.shopping import Pharmacist, a_delivery_method
from tests.checkout.visitor import Visitor
from tests.factories import a_pack

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vault_folder")]

OWN = [
    "account",
    "account-orders",
    "account-prescriptions",
    "account-addresses",
    "address-add",
    "account-details",
    "account-data",
    "account-delete",
    "account_email",
    "account_change_password",
    "mfa_index",
    "mfa_list_webauthn",
]


@pytest.mark.parametrize("name", OWN)
def test_a_page_is_its_owners_and_nobody_keeps_a_copy(visitor, name):
    a_delivery_method()
    page = visitor.look(name)
    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]
    asked = Visitor().look(name)
    assert asked["Location"].startswith("/account/sign-in/?next=")


def test_orders_stand_newest_first_each_with_its_state_and_the_way_to_it(account, visitor):
    old, new = ordered({baclofen_pack(): 2}, user=account), ordered({a_pack(): 1}, user=account)
    ordered({a_pack(): 1}, user=an_account("ada@example.com"))
    Order.objects.filter(pk=old.pk).update(date_placed=timezone.now() - timedelta(days=30))

    page = visitor.look("account-orders")

    assert [order.number for order in page.context["page"]] == [new.number, old.number]
    assert "2 × Baclofen 10 mg, 60 pills" in text_of(page)
    assert "Awaiting payment" in text_of(page)
    assert f'href="/orders/{old.number}/"' in page.content.decode()
    assert visitor.look("order", old.number).status_code == 200


def test_orders_come_in_pages_whatever_is_asked_for(account, visitor):
    for _ in range(21):
        ordered({a_pack(): 1}, user=account)
    for wanted in ("2", "99", "x", "-1", "9" * 40):
        page = visitor.look("account-orders", page=wanted)
        assert page.status_code == 200, wanted
        assert "of 2" in text_of(page), wanted


def test_ordering_again_says_what_costs_another_price_and_what_is_gone(account, visitor):
    dearer, gone, same = a_pack(price="52.00"), a_pack(), a_pack()
    order = ordered({dearer: 1, gone: 1, same: 2}, user=account)
    dearer.stockrecords.update(price="54.50")
    gone.is_public = False
    gone.save()

    answer = send(visitor, "order-again", order.number)

    page = text_of(visitor.get(answer["Location"]))
    assert "was $52.00 in that order, now $54.50." in page
    assert "Not sold any more:" in page
    lines = visitor.cart.lines
    assert {line.pack_id: line.quantity for line in lines} == {dearer.pk: 1, same.pk: 2}


def test_another_persons_order_is_not_ordered_again(visitor):
    order = ordered({a_pack(): 1}, user=an_account("ada@example.com"))
    assert send(visitor, "order-again", order.number).status_code == 404


def test_a_prescription_tells_how_long_and_how_often_it_is_good(account, visitor):
    order = awaiting({baclofen_pack(): 1}, user=account, files=1)
    deciding.approve(order, by=Pharmacist().user, repeats=2)

    page = visitor.look("account-prescriptions")

    text = text_of(page)
    assert "For Sam Example" in text
    assert f"Order {order.number}" in text
    assert "a.jpg" in text
    assert "Dr M. Hale" in text
    assert "Baclofen 10 mg 2 times more" in text
    assert reverse("order-again", args=[order.number]) in page.content.decode()
    assert "/admin/" not in page.content.decode()


def test_a_prescription_that_is_used_up_or_out_of_date_is_not_ordered_again(account, visitor):
    used = awaiting({baclofen_pack(): 1}, user=account)
    deciding.approve(used, by=Pharmacist().user)
    assert "Order it again" not in text_of(visitor.look("account-prescriptions"))
    old = awaiting({baclofen_pack(): 1}, user=account)
    deciding.approve(old, by=Pharmacist().user, repeats=5)
    yesterday = timezone.localdate() - timedelta(days=1)
    Prescription.objects.update(issued_on=yesterday, valid_until=yesterday)
    assert "Order it again" not in text_of(visitor.look("account-prescriptions"))


def test_a_prescription_is_its_account_s_alone(visitor):
    awaiting({baclofen_pack(): 1}, user=an_account("ada@example.com"), files=1)
    page = text_of(visitor.look("account-prescriptions"))
    assert "a.jpg" not in page
    assert "Sam Example" not in page


def test_what_the_pharmacist_has_not_read_yet_is_said(account, visitor):
    awaiting({baclofen_pack(): 1}, user=account)
    assert "The pharmacist has not read it yet." in text_of(visitor.look("account-prescriptions"))


def test_a_wrong_telephone_number_is_told(visitor):
    answer = visitor.fill("account-details", first_name="Sam", phone="call me")
    assert [field for field, _words in said_on_top(answer)] == ["phone"]
