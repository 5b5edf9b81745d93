"""What else is on the account at Stripe, beside the shop's orders, ends no comparison."""

import pytest
from django.utils import timezone

from checkout.payment.models import Reconciliation
from checkout.payment.reconciling import reconcile_nightly, reconcile_open
from checkout.payment.sandbox.core import charges, events
from tests.checkout.payment.purchases import held
from tests.checkout.payment.webhooks import A_BALANCE

pytestmark = pytest.mark.django_db


def last_run():
    return Reconciliation.objects.order_by("pk").last()


def test_money_that_becomes_available_ends_no_night(sandbox):
    """Every account with payouts tells of it, and a balance has no id."""
    with sandbox._begin() as work:
        events.emit(work, "balance.available", A_BALANCE)
    assert reconcile_nightly(timezone.now())
    assert last_run().finished_at
    assert last_run().compared == 1


def test_a_payment_that_is_no_card_ends_no_comparison(sandbox, monkeypatch):
    """Such as by Link, on a page that staff made at Stripe itself."""
    held(sandbox)
    by_card = charges.answer

    def by_link(work, charge):
        details = {"type": "link", "link": {"country": "US"}}
        return {**by_card(work, charge), "payment_method_details": details}

    monkeypatch.setattr(charges, "answer", by_link)
    for compare in (reconcile_open, reconcile_nightly):
        assert compare(timezone.now())
        assert last_run().finished_at
