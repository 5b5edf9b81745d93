"""What staff read in an order's history did happen."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from checkout.accounts.models import User
from checkout.order import actions
from checkout.order.models import Order
from tests.checkout.shopping import attempt_of, let_the_worker_work

pytestmark = pytest.mark.django_db


def test_a_mail_that_was_sent_is_told(desk, order):
    let_the_worker_work()
    assert len(mail.outbox) == 1
    assert "Mailed: we have the order" in desk("owner").look(order)


def test_a_mail_that_was_not_true_any_more_is_not_told(desk, order):
    """The shopper gave the order up before the mail server took anything."""
    actions.cancel(order, now=timezone.now())
    let_the_worker_work()
    assert mail.outbox == []
    assert "Mailed" not in desk("owner").look(order)


def test_a_mail_to_nobody_is_not_told(desk, order):
    Order.objects.update(guest_email="", user=None)
    let_the_worker_work()
    assert mail.outbox == []
    assert "Mailed" not in desk("owner").look(order)


@pytest.mark.parametrize("email", ["", "priya@example.com"])
def test_a_warning_is_told_where_there_was_a_pharmacist_to_hear_it(desk, order, email):
    owner = desk("owner")
    User.objects.exclude(email="owner@example.com").delete()
    User.objects.update(email=email)
    ends = attempt_of(order).capture_before - timezone.now()
    let_the_worker_work(after=ends - timedelta(hours=6))
    assert ("Warned the pharmacists" in owner.look(order)) is bool(email)
    assert any("the hold on the card ends" in sent.subject for sent in mail.outbox) is bool(email)
