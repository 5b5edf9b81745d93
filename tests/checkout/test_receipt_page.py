"""The receipt of an order: for whoever may see it, once something is charged, adding up."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone

from catalog.shopfacts.models import ShopFacts
from checkout.accounts.models import User
from checkout.order import repairs
from checkout.payment import gateway
from checkout.payment.models import Refund
from checkout.payment.paying import payment_page, synced_quietly
from checkout.payment.sync import sync
from tests.checkout.pages import text_of
from tests.checkout.prescriptions import deciding
from tests.checkout.shopping import (
    a_placed_order,
    attempt_of,
    let_the_worker_work,
    refreshed,
)
from tests.checkout.visitor import Reads, Visitor
from tests.factories import a_dosage, a_medicine, a_pack, a_user

pytestmark = pytest.mark.django_db

FAILING = "4000000000005126"


@pytest.fixture
def order(sandbox):
    """Two packs of one size, one of another, held."""
    facts = {
        "name": "Rowan Pharmacy",
        "owner": "Rowan Example Ltd",
        "address": "1 Sample Street",
        "registration_number": "0000000",
        "superintendent": "Ada Example",
        "tax_rate": 7,
    }
    ShopFacts.objects.update_or_create(pk=1, defaults=facts)
    dosage = a_dosage(a_medicine("Baclofen"))
    order = a_placed_order({a_pack(dosage, 90, "68.00"): 2, a_pack(dosage, 60, "52.00"): 1})
    return held(sandbox, order)


def held(sandbox, order, card="4242424242424242"):
    assert payment_page(order, now=timezone.now()).url
    sandbox.pay(attempt_of(order).session_id, card)
    synced_quietly(order)
    return refreshed(order)


@pytest.fixture
def charged(order, pharmacist):
    """For one of the two packs, and none of the other size."""
    first, second = order.lines.order_by("pk")
    quantities = {first.pk: 1, second.pk: 0}
    deciding.approve(order, by=pharmacist.user, now=timezone.now(), quantities=quantities)
    let_the_worker_work()
    return refreshed(order)


@pytest.fixture
def refund(pharmacist):
    def refunded(order, amount):
        repairs.refund(
            attempt_of(order),
            amount=Decimal(amount),
            by=pharmacist.user,
            now=timezone.now(),
            reason="One pack was damaged",
        )
        let_the_worker_work()

    return refunded


def receipt(order, visitor=None):
    return (visitor or Visitor.who_placed(order)).look("order-receipt", order.number)


def test_a_receipt_says_who_sold_what_for_how_much_and_what_tax_is_inside(charged):
    page = text_of(receipt(charged))
    for words in [
        f"Order {charged.number}",
        "Rowan Pharmacy Rowan Example Ltd 1 Sample Street Registration 0000000",
        "Pharmacist in charge: Ada Example",
        "Sam Example 1 Sample Street",
        "Baclofen 10 mg 1 pack of 90 pills, $0.76 per pill 7% $68.00",
        "Delivery, Tracked 7% $4.95",
        "Packs and delivery $72.95 Tax included, 7% in $72.95 $4.77",
        "Charged Visa ending 4242, ",
    ]:
        assert words in page, words
    assert re.search(r"Visa ending 4242, \d+ \w+ \d{4}, \d\d:\d\d \(UTC\) \$72\.95", page)
    assert "60 pills" not in page
    assert "Refund" not in page


def test_every_refund_is_on_the_receipt_and_what_remains(charged, refund):
    refund(charged, "20.00")
    refund(charged, "10.00")
    Refund.objects.filter(amount=2000).update(state="pending")
    page = text_of(receipt(charged))
    assert "Refunded −$10.00 On its way back to your card −$20.00 Remains $42.95" in page
    assert "On its way to your card" in page
    assert "Refunded to your card" in page


def test_a_refund_that_failed_is_not_called_one(sandbox, order, refund, pharmacist):
    other = held(sandbox, a_placed_order({a_pack(price="68.00"): 1}), FAILING)
    pharmacist.approve(other)
    let_the_worker_work()
    refund(other, "20.00")
    sandbox.move_clock(days=10)
    let_the_worker_work(after=timedelta(hours=25))
    sync(attempt_of(other).pk)
    assert Refund.objects.get().state == "failed"

    page = text_of(receipt(other))
    assert "Did not reach your card" in page
    assert "We are putting it right." in page
    assert "−$20.00" not in page
    page = text_of(Visitor.who_placed(other).look("order", other.number))
    assert "A refund did not reach it: we are putting that right." in page

    repairs.put_aside(attempt_of(other), by=pharmacist.user, now=timezone.now())
    page = text_of(receipt(other))
    assert "Did not reach your card" in page
    assert "putting" not in page


def test_what_was_charged_for_an_order_that_ended_goes_back_and_has_a_receipt(order, pharmacist):
    gateway.capture(attempt_of(order).intent_id, amount=attempt_of(order).amount, key="by hand")
    synced_quietly(order)
    page = text_of(Visitor.who_placed(order).look("order", order.number))
    assert "Your card was charged before the pharmacist had decided." in page
    pharmacist.reject(refreshed(order))
    page = text_of(Visitor.who_placed(order).look("order", order.number))
    assert "$192.95 was charged, and all of it is on its way back to your card." in page
    let_the_worker_work()
    page = text_of(receipt(order))
    assert "Packs and delivery $192.95" in page
    assert "Refunded −$192.95 Remains $0.00" in page


def test_what_staff_charged_beyond_the_approved_part_is_told(order, pharmacist):
    gateway.capture(attempt_of(order).intent_id, amount=attempt_of(order).amount, key="by hand")
    synced_quietly(order)
    first, second = order.lines.order_by("pk")
    quantities = {first.pk: 1, second.pk: 0}
    deciding.approve(order, by=pharmacist.user, now=timezone.now(), quantities=quantities)
    page = text_of(receipt(order))
    assert "Packs and delivery $72.95" in page
    assert "Charged in addition $120.00" in page
    page = text_of(Visitor.who_placed(order).look("order", order.number))
    assert "but not the sum of this order. Do not pay again. We are putting it right." in page


def test_an_order_with_something_charged_links_its_receipt(order, charged):
    address = reverse("order-receipt", args=[charged.number])
    page = Visitor.who_placed(charged).look("order", charged.number)
    assert f'href="{address}"' in page.content.decode()


def test_where_nothing_is_charged_there_is_no_receipt(order):
    visitor = Visitor.who_placed(order)
    assert receipt(order, visitor).status_code == 404
    assert "Receipt" not in text_of(visitor.look("order", order.number))


def test_staff_who_may_look_at_orders_see_the_receipt_and_no_stranger_does(charged, client):
    person = a_user("ada@example.com")
    client.force_login(person)
    assert receipt(charged, client_of(client)).status_code == 404
    person.user_permissions.add(Permission.objects.get(codename="view_order"))
    client.force_login(User.objects.get(pk=person.pk))
    assert receipt(charged, client_of(client)).status_code == 200
    assert client.get(reverse("order", args=[charged.number])).status_code == 404


def client_of(client):
    client.look = lambda name, *args: client.get(reverse(name, args=args))
    return client


@pytest.mark.parametrize("page", ["order-receipt", "order"])
def test_a_page_reads_the_same_number_of_times_however_much_is_on_it(sandbox, refund, page):
    small = held(sandbox, a_placed_order({gsl_pack(): 1}))
    packs = {gsl_pack(): 2 for _ in range(6)}
    large = held(sandbox, a_placed_order(packs))
    let_the_worker_work()
    for _ in range(3):
        refund(large, "1.00")
    number = {}
    for order in (small, large):
        visitor = Visitor.who_placed(order)
        assert visitor.look(page, order.number).status_code == 200
        with Reads() as reads:
            visitor.look(page, order.number)
        number[order] = reads.number
    assert number[small] <= 11
    assert number[large] <= number[small] + 1


def gsl_pack():
    return a_pack(a_dosage(a_medicine(legal_class="GSL")), price="52.00")
