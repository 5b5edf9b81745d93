"""A mail that no server takes for this address is given up by staff, and calls nobody any more."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from checkout.order.desk.attention_reads import needing_attention
from checkout.payment.models import Outbox
from checkout.running.troubles import troubles
from tests.checkout.shopping import let_the_worker_try_again, let_the_worker_work

pytestmark = pytest.mark.django_db
UNDELIVERED = "mail is undelivered for more than 15 min"


@pytest.fixture
def stuck(order):
    """The order's mail, refused ten times; its link is to be mailed for the first time."""
    refused = {"tries": 10, "done_at": None, "first_sent_at": None, "last_error": "550 no mailbox"}
    mails = Outbox.objects.filter(order=order, parameters__mail="received")
    assert mails.update(**refused, next_at=timezone.now() + timedelta(minutes=30)) == 1
    return mails.get()


def test_what_is_given_up_calls_nobody_and_is_never_sent(desk, order, stuck):
    support = desk("support")
    assert UNDELIVERED in troubles(timezone.now())
    assert support.buttons(order)[:2] == ["Try again now", "Give the mail up"]
    said = support.press("give_up_mail", order)
    assert "It is not tried any more: tell them otherwise." in said
    assert "Never mailed, and given up: received" in said
    assert "A mail cannot be sent." not in said
    assert UNDELIVERED not in troubles(timezone.now())
    assert not needing_attention(timezone.now()).exists()
    mail.outbox.clear()
    let_the_worker_try_again()
    assert mail.outbox == []


def test_no_other_promise_of_the_order_is_given_up(desk, order, stuck):
    support = desk("support")
    support.press("mail_link", order)
    support.press("give_up_mail", order)
    mail.outbox.clear()
    let_the_worker_work()
    assert len(mail.outbox) == 1


def test_a_mail_that_is_just_being_sent_is_not_given_up(desk, order, stuck):
    Outbox.objects.filter(pk=stuck.pk).update(leased_until=timezone.now() + timedelta(minutes=2))
    said = desk("support").press("give_up_mail", order)
    assert "There is no mail to give up, or it is being tried just now." in said
    stuck.refresh_from_db()
    assert stuck.done_at is None


def test_where_every_mail_is_sent_there_is_none_to_give_up(desk, order):
    said = desk("support").press("give_up_mail", order)
    assert "There is no mail to give up" in said
    assert "Give the mail up" not in desk("support").look(order)
