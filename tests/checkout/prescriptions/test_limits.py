"""Limits of one person hold over all orders, also where two are placed at once."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import pytest
from django.db import connection, transaction
from django.utils import timezone

from checkout.basket.cart_reads import read_cart
from checkout.order import actions, repairs
from checkout.order.dispensing import dispense
from checkout.order.models import Order
from checkout.order.placing import CannotPlace
from checkout.prescriptions.actions import CannotSend, keep_told, remove_file
from checkout.prescriptions.models import Patient, PrescribedItem
from checkout.prescriptions.reads import buyer_of
from tests.checkout.payment.purchases import paid
from tests.checkout.prescriptions.cases import about_to_order, ordered
from tests.checkout.shopping import SAM_TELLS, a_cart, attempt_of, let_the_worker_work, refreshed
from tests.factories import a_dosage, a_medicine, a_pack

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


def test_without_a_patient_nothing_that_needs_one_is_ordered():
    with pytest.raises(CannotPlace, match="Say who the medicine is for"):
        ordered({a_limited_pack(): 1}, name="")
    assert not Order.objects.exists()


def test_a_patient_belongs_to_the_cart_first_and_to_its_order_then():
    order = ordered({a_limited_pack(): 1})
    [patient] = Patient.objects.all()
    assert (patient.order, patient.basket_id) == (order, None)


@pytest.mark.django_db(transaction=True)
def test_the_second_order_of_a_person_waits_for_the_first_and_is_refused():
    """Two at once would not see each other, and pass the limit together."""
    pack = a_limited_pack()
    first, again = about_to_order({pack: 2}), about_to_order({pack: 1})
    with ThreadPoolExecutor(1) as other_tab:
        with transaction.atomic():
            first()
            second = other_tab.submit(in_another_connection, again)
            with pytest.raises(TimeoutError):
                second.result(timeout=1)
        with pytest.raises(CannotPlace, match="you ordered 120"):
            second.result(timeout=10)
    assert Order.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_what_is_told_does_not_change_under_an_order_that_is_being_placed():
    """Its limits were looked at for one person: another's name must not come in behind."""
    order_it = about_to_order({a_limited_pack(): 2})
    patient, now = Patient.objects.get(), timezone.now()
    told = replace(SAM_TELLS, name="Pat Example")
    tell_another = partial(keep_told, patient.basket_id, told, now=now)
    take_back = partial(remove_file, patient, "no such token")
    with ThreadPoolExecutor(2) as other_tabs:
        with transaction.atomic():
            order = order_it()
            deeds = (tell_another, take_back)
            tabs = [other_tabs.submit(in_another_connection, deed) for deed in deeds]
            for tab in tabs:
                with pytest.raises(TimeoutError):
                    tab.result(timeout=0.5)
        for tab in tabs:
            with pytest.raises(CannotSend, match="ordered by now"):
                tab.result(timeout=10)
    assert Patient.objects.get().name == order.patient.name == "Sam Example"


def in_another_connection(deed):
    try:
        return deed()
    finally:
        connection.close()
