"""Somebody who has signed in."""

import pytest

from tests.checkout.accounts.people import an_account, signed_in


@pytest.fixture
def account():
    return an_account()


@pytest.fixture
def visitor(account):
    return signed_in(account)
