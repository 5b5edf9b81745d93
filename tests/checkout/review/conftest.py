"""A shopper who has entered everything and stands before the button."""

import pytest

from tests.checkout.reviewing import ready
from tests.checkout.shopping import a_delivery_method
from tests.factories import a_dosage, a_medicine, a_pack


@pytest.fixture
def method():
    return a_delivery_method(description="2 to 4 working days")


@pytest.fixture
def pack():
    return a_pack(a_dosage(a_medicine("Baclofen")), 90, "68.00")


@pytest.fixture
def visitor(method, pack):
    return ready(pack, method)
