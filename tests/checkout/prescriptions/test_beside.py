"""What a patient takes beside a cart is told before it is ordered."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from checkout.basket.cart_reads import read_cart
from checkout.order.models import Order
from checkout.prescriptions.beside import taken_beside
from checkout.prescriptions.reads import lines_of_the_same_person
from tests.checkout.pages import text_of
from tests.checkout.prescriptions.cases import ordered
from tests.checkout.prescriptions.deciding import approve
from tests.checkout.reviewing import ready
from tests.checkout.shopping import SAM_TELLS, a_cart, a_delivery_method
from tests.factories import a_dosage, a_medicine, a_pack, a_substance, a_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def pack():
    pack = a_pack(a_dosage(a_medicine("Baclofen")), 90, "68.00")
    a_substance("baclofen", medicines=[pack.parent])
    return pack


def beside(pack):
    cart = read_cart(a_cart({pack: 1}))
    return taken_beside(SAM_TELLS, cart, today=timezone.localdate())


def test_what_the_patient_takes_is_told_at_the_review(pack):
    visitor = ready(pack, a_delivery_method())
    assert "opioids" not in text_of(visitor.look("checkout-review"))
    visitor.tell(other_medicines="Codeine 30 mg when needed")
    assert "Serious" in text_of(visitor.look("checkout-review"))
    assert "baclofen and codeine" in text_of(visitor.look("checkout-review"))


@pytest.mark.parametrize(("days", "counts"), [(89, True), (91, False)])
def test_the_same_substance_counts_for_90_days(pack, days, counts):
    order = ordered({pack: 1})
    Order.objects.filter(pk=order.pk).update(date_placed=timezone.now() - timedelta(days=days))
    assert bool(beside(pack).bought) is counts


def test_another_persons_orders_are_nobody_elses_note(pack):
    ordered({pack: 1}, name="Pat Example")
    ordered({pack: 1}, born_on=date(1981, 3, 28))
    assert beside(pack).bought == ()


def test_a_persons_orders_are_found_before_the_many_lines_of_a_medicine(pack):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")  # as of a full table
    lines = lines_of_the_same_person(SAM_TELLS).filter(product__parent=pack.parent)
    _whatever_joins_them, first = lines.explain().split("InitPlan", 1)
    assert "orders_of_the_same_person" in first


def test_what_was_rejected_is_not_at_hand(pack):
    order = ordered({pack: 1, a_pack(): 1})
    Order.objects.filter(pk=order.pk).update(status="awaiting_pharmacist")
    assert beside(pack).bought
    other = order.lines.exclude(product=pack).get()
    approve(order, by=a_user(), quantities={other.pk: 1})
    assert beside(pack).bought == ()


def test_an_earlier_order_is_named_at_the_review(pack):
    ordered({pack: 1})
    visitor = ready(pack, a_delivery_method())
    assert "90 pills, ordered on" in text_of(visitor.look("checkout-review"))
