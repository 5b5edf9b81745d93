"""Orders as they come to the desk of staff, and staff who are signed in."""

import pytest

from tests.checkout.order.desk.at_the_desk import Desk, held_order
from tests.demo_staff import demo_user


@pytest.fixture
def order(sandbox):
    """One pack of Baclofen: its card is held, and it waits for a pharmacist."""
    return held_order(sandbox)


@pytest.fixture
def staff(client):
    """A browser in which somebody of the demo's staff has signed in."""

    def signed_in(who):
        client.force_login(demo_user(who))
        return client

    return signed_in


@pytest.fixture
def desk(staff):
    """The same, with an order's page in front of them."""
    return lambda who: Desk(staff(who))
