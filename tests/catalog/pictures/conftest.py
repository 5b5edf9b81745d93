"""People who work on pictures, and a medicine to have some."""

import pytest

from tests.catalog.admin.conftest import staff
from tests.factories import baclofen


@pytest.fixture
def pharmacist(db):
    return staff("Pharmacist")


@pytest.fixture
def medicine(db):
    return baclofen()
