"""Staff who are signed in, with the desk of prescriptions in front of them."""

import pytest

from catalog.demo.staff import add_demo_staff
from checkout.accounts.models import User
from tests.checkout.prescriptions.desk.at_the_cases import Desk


@pytest.fixture
def staff(client):
    """A browser in which somebody of the demo's staff has signed in."""
    add_demo_staff()

    def signed_in(who):
        client.force_login(User.objects.get(email=f"{who}@example.com"))
        return client

    return signed_in


@pytest.fixture
def desk(staff):
    """The pharmacist's."""
    return Desk(staff("pharmacist"))
