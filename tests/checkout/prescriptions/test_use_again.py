"""A prescription is used again by its own patient's account, in date, for what is left of it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from checkout.basket.cart_reads import read_cart
from checkout.order.models import Order
from checkout.order.placing import CannotPlace
from checkout.prescriptions.erasing import EMPTY
from checkout.prescriptions.models import Patient, Prescription
from checkout.prescriptions.reads import usable_again
from tests.checkout.prescriptions.cases import baclofen_pack, ordered
from tests.checkout.prescriptions.deciding import approve
from tests.checkout.prescriptions.desk.at_the_cases import a_case
from tests.checkout.shopping import a_cart
from tests.factories import a_dosage, a_pack, a_user

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def pack():
    return baclofen_pack()


@pytest.fixture
def ada():
    return a_user("ada@example.com")


@pytest.fixture
def prescription(pack, ada):
    """Ada's, for two packs of which one is used up."""
    order = a_case({pack: 1})
    Order.objects.filter(pk=order.pk).update(user=ada)
    approve(order, by=a_user(), repeats=1)
    return Prescription.objects.get()


def again(pack, prescription, *, user, packs=1):
    return ordered({pack: packs}, user=user, way="again", uses_again=prescription.pk)


def refused():
    return pytest.raises(CannotPlace, match="This prescription does not cover your cart")


def test_what_is_left_of_ones_own_prescription_is_ordered_on_it(pack, prescription, ada):
    order = again(pack, prescription, user=ada)
    assert order.patient.uses_again == prescription
    assert order.status == "awaiting_payment"


@pytest.mark.parametrize("who", ["a guest", "another account"])
def test_nobody_orders_on_anothers_prescription(pack, prescription, who):
    with refused():
        again(pack, prescription, user=None if who == "a guest" else a_user())


def test_a_prescription_that_has_ended_is_not_used_again(pack, prescription, ada):
    yesterday = timezone.localdate() - DAY
    Prescription.objects.update(issued_on=yesterday - DAY, valid_until=yesterday)
    with refused():
        again(pack, prescription, user=ada)


def test_no_more_is_ordered_on_a_prescription_than_is_left_of_it(pack, prescription, ada):
    with refused():
        again(pack, prescription, user=ada, packs=2)


def test_a_prescription_is_used_again_for_its_own_dosage(pack, prescription, ada):
    stronger = a_pack(a_dosage(pack.parent, "25mg"))
    with refused():
        again(stronger, prescription, user=ada)


def test_a_forgotten_patients_prescription_is_offered_to_nobody(pack, prescription, ada):
    cart, today = read_cart(a_cart({pack: 1})), timezone.localdate()
    assert [one.prescription_id for one in usable_again(ada, cart, today=today)] == [
        prescription.pk
    ]
    erased = Patient.objects.filter(pk=prescription.patient_id)
    erased.update(erased_at=timezone.now(), **EMPTY)
    assert usable_again(ada, cart, today=today) == []
