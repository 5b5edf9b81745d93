"""Orders as they come to the desk of staff, and staff who are signed in."""

import pytest

from catalog.demo.staff import add_demo_staff
from checkout.accounts.models import User
from tests.checkout.order.desk.at_the_desk import Desk, held_order


@pytest.fixture
def order(sandbox):
    """One pack of Baclofen: its card is held, and it waits for a pharmacist."""
    return held_order(sandbox)


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
    """The same, with an order's page in front of them."""
    return lambda who: Desk(staff(who))
