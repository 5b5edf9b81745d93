"""Whose order it is: addresses of one mailbox, however they are typed, and of nobody."""

import pytest

from checkout.order.models import Order
from checkout.prescriptions.same_buyer import is_own, is_same
from tests.checkout.prescriptions.desk.at_the_cases import a_case
from tests.checkout.shopping import refreshed
from tests.factories import a_user


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("pat@example.com", "PAT@Example.com", True),
        ("pat@example.com", " pat@example.com\t", True),
        ("pat@example.com", "pat+pills@example.com", True),
        ("pat+work@example.com", "pat+pills@example.com", True),
        ("pat@example.com", "pat@example.org", False),
        ("pat@example.com", "pa@example.com", False),
        ("", "", False),
        (" ", "", False),
    ],
)
def test_one_mailbox(one, other, same):
    assert is_same(one, other) is is_same(other, one) is same


@pytest.mark.django_db
def test_who_has_no_address_has_not_ordered_what_nobody_has_an_address_of():
    order, me = a_case(), a_user()
    Order.objects.filter(pk=order.pk).update(guest_email="", user=None)
    type(me).objects.filter(pk=me.pk).update(email="")
    me.refresh_from_db()
    assert not is_own(refreshed(order), me)
