"""Who imports pages."""

import pytest

from tests.catalog.admin.conftest import staff
from tests.catalog.importing.desk_page import ImportPage


@pytest.fixture
def owner():
    return staff()


@pytest.fixture
def pharmacist():
    return staff("Pharmacist")


@pytest.fixture
def page(owner):
    return ImportPage(owner)
