"""Limits of one person hold over all orders, also where two are placed at once."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from checkout.basket.cart_reads import read_cart
from checkout.order import actions, repairs
from checkout.order.models import Order
from checkout.order.placing import CannotPlace
from checkout.order.shelf.dispensing import dispense
from checkout.prescriptions.models import Patient, PrescribedItem
from checkout.prescriptions.reads import buyer_of
from tests.checkout.payment.purchases import paid
from tests.checkout.prescriptions.cases import about_to_order, ordered
from tests.checkout.shopping import (
    SAM_TELLS,
    a_cart,
    attempt_of,
    let_the_worker_work,
    refreshed,
    tell,
)
from tests.factories import a_dosage, a_medicine, a_pack
from tests.meanwhile import second_waits

pytestmark = pytest.mark.django_db
LIMIT = {"max_units_per_period": 120, "period_days": 30}


def a_limited_pack(**values):
    return a_pack(a_dosage(a_medicine("Baclofen", **(LIMIT | values))), 60, "52.00")


def test_what_one_person_ordered_counts_in_every_later_order():
    pack = a_limited_pack()
    ordered({pack: 1})
    ordered({pack: 1}, name=" SAM  Éxample")
    with pytest.raises(CannotPlace, match="in 30 days: you ordered 120"):
        ordered({pack: 1}, email="another@example.com")
    ordered({pack: 1}, name="Pat Example")
    ordered({pack: 1}, born_on=date(1981, 3, 28))


def test_an_order_that_ended_counts_no_more_and_an_old_one_neither():
    pack = a_limited_pack()
    cancelled, old = ordered({pack: 1}), ordered({pack: 1})
    actions.cancel(cancelled, now=timezone.now())
    long_ago = timezone.now() - timedelta(days=31)
    Order.objects.filter(pk=old.pk).update(date_placed=long_ago)
    ordered({pack: 2})


@pytest.mark.parametrize("left", [False, True])
def test_what_is_refunded_counts_where_it_had_left_the_shelf(sandbox, left):
    pack = a_limited_pack()
    order = paid(sandbox, ordered({pack: 2}))
    if left:
        dispense(order, by=None, now=timezone.now())
    charge = {"amount": order.amount_to_capture, "reason": "Never came"}
    repairs.refund(attempt_of(order), by=None, now=timezone.now(), **charge)
    let_the_worker_work()
    assert refreshed(order).status == ("dispensed" if left else "refunded")
    assert PrescribedItem.objects.with_used().get().used == (120 if left else 0)
    if left:
        with pytest.raises(CannotPlace, match="you ordered 120"):
            ordered({pack: 2})
    else:
        assert ordered({pack: 2})


def test_a_medicine_has_its_own_period():
    pack, other = a_limited_pack(), a_pack(a_dosage(a_medicine("Tizanidine", **LIMIT)), 60)
    ordered({pack: 2})
    ordered({other: 2})
    cart = read_cart(a_cart({pack: 1}))
    buyer = buyer_of(SAM_TELLS, cart, today=timezone.localdate())
    assert buyer.bought == {pack.parent_id: 120}


@pytest.mark.parametrize(("years", "message"), [(17, "of 18 years and over"), (18, "")])
def test_a_minimum_age_is_counted_by_the_date_of_birth(years, message):
    pack = a_pack(a_dosage(a_medicine("Sildenafil", minimum_age=18)))
    today = timezone.localdate()
    born_on = today.replace(year=today.year - years)
    if message:
        with pytest.raises(CannotPlace, match=message):
            ordered({pack: 1}, born_on=born_on)
    else:
        assert ordered({pack: 1}, born_on=born_on).patient.born_on == born_on


def test_a_limit_for_general_sale_asks_who_it_is_and_holds():
    pack = a_limited_pack(legal_class="GSL")
    assert ordered({pack: 2}, way="none").patient.name == "Sam Example"
    with pytest.raises(CannotPlace, match="you ordered 120"):
        ordered({pack: 1}, way="none")


@pytest.mark.parametrize(
    ("left_out", "words"),
    [
        ({"name": ""}, "Say who the medicine is for"),
        ({"allergies": ""}, "Tell the pharmacist about allergies"),
        ({"way": "upload"}, "Upload the prescription"),
    ],
    ids=["name", "allergies", "file"],
)
def test_without_what_the_pharmacist_has_to_know_nothing_is_ordered(left_out, words):
    with pytest.raises(CannotPlace, match=words):
        ordered({a_limited_pack(): 1}, **left_out)
    assert not Order.objects.exists()


def test_what_a_patient_told_since_the_review_is_looked_over_again():
    press = about_to_order({a_limited_pack(): 1})
    tell(Patient.objects.get().basket_id, conditions="epilepsy")
    with pytest.raises(CannotPlace, match="has changed since you opened this page"):
        press()


def test_a_patient_belongs_to_the_cart_first_and_to_its_order_then():
    order = ordered({a_limited_pack(): 1})
    [patient] = Patient.objects.all()
    assert (patient.order, patient.basket_id) == (order, None)


@pytest.mark.django_db(transaction=True)
def test_the_second_order_of_a_person_waits_for_the_first_and_is_refused():
    """Two at once would not see each other, and pass the limit together."""
    pack = a_limited_pack()
    first, again = about_to_order({pack: 2}), about_to_order({pack: 1})
    said = second_waits(first, again)
    assert isinstance(said, CannotPlace)
    assert "you ordered 120" in str(said)
    assert Order.objects.count() == 1
