"""A prescription with repeats is used again by who ordered on it, for its patient, in date."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from checkout.basket.cart_reads import read_cart
from checkout.order.models import Order
from checkout.order.placing import CannotPlace
from checkout.prescriptions.models import NOTHING_TOLD, Patient, Prescription
from checkout.prescriptions.reads import usable_again
from tests.checkout.pages import said_on_top, text_of
from tests.checkout.prescriptions import deciding
from tests.checkout.prescriptions.cases import baclofen_pack, ordered
from tests.checkout.shopping import a_cart, a_delivery_method
from tests.checkout.visitor import Visitor
from tests.factories import a_dosage, a_pack, a_user

pytestmark = pytest.mark.django_db
PAGE = "checkout-patient"


@pytest.fixture
def pack():
    return baclofen_pack()


@pytest.fixture
def sam():
    return a_user("sam@example.com")


@pytest.fixture
def prescription(pack, sam):
    """Sam's, for 60 pills and once more: 60 are left."""
    order = ordered({pack: 1}, user=sam)
    Order.objects.filter(pk=order.pk).update(status="awaiting_pharmacist")
    deciding.approve(order, by=a_user(), repeats=1)
    return Prescription.objects.get()


def again(pack, user, packs=1, **told):
    used = Prescription.objects.get().pk
    return ordered({pack: packs}, user=user, **({"way": "again", "uses_again": used} | told))


def at_the_patient_step(user, pack):
    visitor = Visitor()
    visitor.force_login(user)
    visitor.add(pack)
    visitor.enter_address()
    visitor.choose(a_delivery_method())
    return visitor


def test_what_is_left_is_ordered_on_it(pack, sam, prescription):
    assert again(pack, sam).patient.uses_again == prescription


@pytest.mark.parametrize(
    ("packs", "told"), [(2, {}), (1, {"name": "Pat Example"}), (1, {"born_on": date(1981, 3, 28)})]
)
def test_more_than_is_left_or_another_patient_needs_another_one(
    pack, sam, prescription, packs, told
):
    with pytest.raises(CannotPlace, match="does not cover your cart for the patient"):
        again(pack, sam, packs, **told)


def test_it_is_nobody_elses_and_not_used_out_of_date(pack, sam, prescription):
    for somebody in (None, a_user()):
        with pytest.raises(CannotPlace, match="does not cover"):
            again(pack, somebody)
    yesterday = timezone.localdate() - timedelta(days=1)
    Prescription.objects.update(issued_on=yesterday, valid_until=yesterday)
    with pytest.raises(CannotPlace, match="does not cover"):
        again(pack, sam)


def test_it_is_used_for_its_own_dosages(pack, sam, prescription):
    with pytest.raises(CannotPlace, match="does not cover"):
        again(a_pack(a_dosage(pack.parent, "25mg")), sam)


def test_a_forgotten_patients_is_offered_to_nobody(pack, sam, prescription):
    cart, today = read_cart(a_cart({pack: 1})), timezone.localdate()
    assert [one.prescription_id for one in usable_again(sam, cart, today=today)]
    told = Patient.objects.filter(order__isnull=False)
    told.update(erased_at=timezone.now(), born_on=None, **NOTHING_TOLD)
    assert usable_again(sam, cart, today=today) == []


def test_the_page_offers_it_and_keeps_what_is_chosen(pack, sam, prescription):
    visitor = at_the_patient_step(sam, pack)
    assert "Use one I sent before" in text_of(visitor.look(PAGE))
    assert visitor.tell(way="again", uses_again=prescription.pk).status_code == 303
    patient = Patient.objects.get(basket__isnull=False)
    assert (patient.way, patient.uses_again) == ("again", prescription)


@pytest.mark.parametrize(
    ("changed", "place", "words"),
    [
        ({"uses_again": ""}, "uses_again", "Choose the prescription to use again"),
        ({"uses_again": "0"}, "uses_again", "Choose one of these prescriptions"),
        ({"name": "Pat Example"}, "uses_again", "This prescription is another person’s"),
        ({"born_on": "03/28/1981"}, "uses_again", "This prescription is another person’s"),
        ({"name": ""}, "name", "Enter the patient’s full name"),
    ],
)
def test_a_choice_that_cannot_be_is_told_at_its_place(
    pack, sam, prescription, changed, place, words
):
    visitor = at_the_patient_step(sam, pack)
    page = visitor.tell(**({"way": "again", "uses_again": prescription.pk} | changed))
    assert page.status_code == 422
    [(where, said)] = said_on_top(page)
    assert where == place
    assert said.startswith(words)
