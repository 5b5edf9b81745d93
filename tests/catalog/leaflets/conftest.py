"""People who read and stand for texts, and a medicine that has one."""

import pytest

from catalog.models import MonographSection
from tests.catalog.admin.conftest import staff
from tests.factories import baclofen


@pytest.fixture
def owner(db):
    return staff()


@pytest.fixture
def price_editor(db):
    return staff("Price editor")


@pytest.fixture
def pharmacist(db):
    return staff("Pharmacist")


@pytest.fixture
def medicine(db):
    """Baclofen, with a text of two sections."""
    medicine = baclofen(headline="For stiff muscles", summary="Taken daily.", introduction="Old.")
    for position, kind in enumerate(["storage", "overdose"]):
        MonographSection.objects.create(
            medicine=medicine, kind=kind, title=kind.title(), body="Call us.", position=position
        )
    return medicine
