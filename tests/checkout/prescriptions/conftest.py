"""A visitor who is to say whom the cart is for."""

import pytest

from tests.checkout.prescriptions.patient_step import ask, somebody_with
from tests.factories import a_dosage, a_medicine, a_pack


@pytest.fixture
def medicine():
    medicine = a_medicine("Baclofen")
    ask(medicine, "Have you taken baclofen before?", "Taken before", telling="no")
    ask(medicine, "Since when?", "Since", kind="text")
    return medicine


@pytest.fixture
def visitor(medicine):
    return somebody_with(a_pack(a_dosage(medicine), 90, "68.00"))
