"""Which comparisons with Stripe Today tells of."""

from datetime import timedelta

import pytest
from django.utils import timezone

from checkout.order.desk.compared_reads import _runs, compared_with_stripe
from checkout.order.desk.comparison import Compared, Runs
from checkout.payment import gateway
from checkout.payment.models import Reconciliation
from checkout.payment.sandbox.core.faults import Fault, Kind
from tests.checkout.payment.purchases import an_order, opened
from tests.checkout.shopping import let_the_worker_work

pytestmark = pytest.mark.django_db


def test_nights_that_never_come_to_an_end_are_told_of(sandbox, monkeypatch):
    monkeypatch.setattr(gateway, "events_since", of_an_event_nobody_can_read)
    for days in range(3):
        let_the_worker_work(after=timedelta(days=days))
    said = compared_with_stripe(timezone.now() + timedelta(days=2))
    assert said.words.endswith(
        " No comparison of everything was ever finished: the first was begun 2 days ago."
    )
    assert said.state == "warn"


def of_an_event_nobody_can_read(since):
    raise ValueError("an impossible event")


def test_a_stripe_that_does_not_answer_is_no_worker_that_does_not_run(sandbox):
    opened(an_order())
    let_the_worker_work()
    # Twice for each look, as a night may begin meanwhile.
    sandbox.plan(*[Fault(Kind.TIMEOUT_BEFORE, "sessions.list")] * 4)
    for minutes in (10, 20):
        let_the_worker_work(after=timedelta(minutes=minutes))
    said = compared_with_stripe(timezone.now() + timedelta(minutes=20))
    assert "Last compared with Stripe 20 minutes ago: begun just now and not" in said.words
    assert said.state == "warn"


def test_nights_before_the_last_that_was_finished_are_forgotten():
    now = timezone.now()
    for days, finished in ((4, None), (3, now - timedelta(days=3)), (2, None), (1, None)):
        Reconciliation.objects.create(
            span="nightly", started_at=now - timedelta(days=days), finished_at=finished
        )
    assert _runs("nightly", now) == Runs(
        Compared(now - timedelta(days=3)), now - timedelta(days=2), now - timedelta(days=1)
    )


def test_a_comparison_of_a_clock_that_was_wrong_once_is_not_told_of():
    now = timezone.now()
    ahead = now + timedelta(days=30)
    for span in ("recent", "nightly"):
        Reconciliation.objects.create(span=span, started_at=ahead, finished_at=ahead)
    said = compared_with_stripe(now)
    assert said.words == "Not compared with Stripe yet: the worker may not run."
