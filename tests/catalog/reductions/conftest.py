"""People who announce reductions, and a pack whose price was just lowered."""

import pytest

from tests.catalog.admin.conftest import staff
from tests.catalog.reductions.past import lowered
from tests.factories import baclofen


@pytest.fixture
def price_editor(db):
    return staff("Price editor")


@pytest.fixture
def pharmacist(db):
    return staff("Pharmacist")


@pytest.fixture
def medicine(db):
    return baclofen()


@pytest.fixture
def pack(medicine):
    """90 pills of 10 mg for $68.00, which cost $72.00 for 40 days."""
    return lowered(medicine.children.get(units=90, dosage__label="10mg"), before="72.00")
