"""A shopper with a browser of their own."""

import pytest

from tests.checkout.visitor import Visitor


@pytest.fixture
def visitor():
    return Visitor()
