"""Who works at the price desk, the owner's page to work on, and a clock to schedule by."""

import pytest

from tests.catalog.admin.conftest import (  # noqa: F401
    dispenser,
    medicine,
    medicine_page,
    owner,
    pharmacist,
    price_editor,
)
from tests.catalog.prices.scheduling import Clock


@pytest.fixture
def clock():
    return Clock()
