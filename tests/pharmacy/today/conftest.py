"""The owner before Today, at noon."""

import pytest
from django.utils import timezone
from django.utils.timezone import localtime

from tests.catalog.admin.conftest import staff


@pytest.fixture
def owner(db):
    return staff()


@pytest.fixture(autouse=True)
def noon(monkeypatch):
    """The shop's clock stands at noon: an hour ago was today."""
    now = localtime().replace(hour=12, minute=0, second=0, microsecond=0)
    monkeypatch.setattr(timezone, "now", lambda: now)
    return now
