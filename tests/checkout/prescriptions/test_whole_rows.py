"""What patients tell and pharmacists copy is whole in the database, or not there."""

import pytest
from django.db import transaction
from django.utils import timezone

from checkout.order.models import Order
from checkout.prescriptions.models import (
    Patient,
    PrescribedItem,
    Prescription,
    PrescriptionFile,
    Question,
)
from tests.checkout.prescriptions.by_hand import (
    DAY,
    TODAY,
    a_file,
    prescribed,
    refused,
)
from tests.checkout.prescriptions.cases import awaiting, baclofen_pack
from tests.factories import a_medicine

pytestmark = pytest.mark.django_db


@pytest.fixture
def order():
    return awaiting({baclofen_pack(): 2})


@pytest.mark.parametrize(
    ("rule", "change"),
    [
        ("patient_of_an_order_is_known", {"name": ""}),
        ("patient_of_an_order_is_known", {"born_on": None}),
        ("patient_is_of_a_cart_or_an_order", {"order": None}),
        ("way_of_the_prescription_is_known", {"way": "pigeon"}),
        ("erased_patient_is_empty", {"erased_at": timezone.now()}),
    ],
)
def test_a_patient_is_whole_or_erased(order, rule, change):
    with refused(rule):
        Patient.objects.update(**change)


def test_a_file_lies_in_the_vault_until_it_is_erased(order):
    a_file(order.patient)
    with refused("file_lies_in_the_vault_until_it_is_erased"), transaction.atomic():
        PrescriptionFile.objects.update(name="")
    with refused("file_lies_in_the_vault_until_it_is_erased"):
        PrescriptionFile.objects.update(erased_at=timezone.now())


@pytest.mark.parametrize(
    ("rule", "change"),
    [
        ("prescription_names_its_prescriber", {"prescriber": ""}),
        ("prescription_names_its_prescriber", {"registration": ""}),
        ("prescription_is_valid_from_its_issue", {"valid_until": TODAY() - DAY}),
        ("verification_has_its_moment", {"verified": "telephone"}),
        ("verification_has_its_moment", {"verified_at": timezone.now()}),
    ],
)
def test_a_prescription_is_whole(order, rule, change):
    prescribed(order)
    with refused(rule):
        Prescription.objects.update(**change)


def test_something_is_prescribed_once(order):
    item = prescribed(order)
    with refused("something_is_prescribed"), transaction.atomic():
        PrescribedItem.objects.update(units=0)
    with refused("prescription_has_a_dosage_once"):
        PrescribedItem.objects.create(prescription=item.prescription, dosage=item.dosage, units=30)


@pytest.mark.parametrize(
    ("rule", "change"),
    [
        ("question_kind_is_known", {"kind": "maybe"}),
        ("question_asks_something", {"text": ""}),
        ("question_asks_something", {"short": ""}),
        ("only_a_yes_or_no_is_telling", {"kind": "text", "telling": "yes"}),
    ],
)
def test_a_question_asks_something(rule, change):
    Question.objects.create(medicine=a_medicine(), text="Have you?", short="Had")
    with refused(rule):
        Question.objects.update(**change)


def test_an_order_waits_for_its_patient_until_a_day(order):
    with refused("order_waits_for_the_patient_until_a_day"):
        Order.objects.update(status="needs_information")


def test_a_limit_per_period_has_units_and_days(order):
    with refused("limit_per_period_has_units_and_days"):
        type(order.lines.first().product).objects.update(max_units_per_period=10)
