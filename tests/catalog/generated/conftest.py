"""One large shop for all stories of a module."""

import io

import pytest
from django.core.management import call_command

MEDICINES = 300


@pytest.fixture(scope="module", autouse=True)
def large_shop(django_db_setup, django_db_blocker, a_fresh_database):
    """What the command says while it fills the shop."""
    said = io.StringIO()
    with django_db_blocker.unblock():
        call_command("generate_catalog", medicines=MEDICINES, stdout=said)
    return said.getvalue()
