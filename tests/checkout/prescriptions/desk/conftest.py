"""Staff who are signed in, with the desk of prescriptions in front of them."""

import pytest

from tests.checkout.prescriptions.desk.at_the_cases import Desk
from tests.demo_staff import demo_user


@pytest.fixture
def staff(client):
    """A browser in which somebody of the demo's staff has signed in."""

    def signed_in(who):
        client.force_login(demo_user(who))
        return client

    return signed_in


@pytest.fixture
def desk(staff):
    """The pharmacist's."""
    return Desk(staff("pharmacist"))
