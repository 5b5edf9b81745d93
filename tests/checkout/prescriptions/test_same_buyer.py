"""Addresses of one mailbox, however they are typed."""

import pytest

from checkout.prescriptions.same_buyer import is_same


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
