"""Which comparisons with Stripe Today tells of."""

from datetime import timedelta

import pytest
from django.utils import timezone

from checkout.order.desk.compared_reads import compared_with_stripe
from checkout.payment.models import Reconciliation

pytestmark = pytest.mark.django_db


def test_a_comparison_of_a_clock_that_was_wrong_once_is_not_told_of():
    now = timezone.now()
    ahead = now + timedelta(days=30)
    for span in ("recent", "nightly"):
        Reconciliation.objects.create(span=span, started_at=ahead, finished_at=ahead)
    said = compared_with_stripe(now)
    assert said.words == "Not compared with Stripe yet: the worker may not run."
