"""Staff put payments right at the desk of an order: links, cancelling, putting aside."""

import pytest
from django.urls import reverse
from django.utils import timezone

from checkout.payment.models import Outbox
from tests.checkout.order.desk.at_the_desk import charged_order, held_order, refused_order
from tests.checkout.pages import text_of
from tests.checkout.shopping import Pharmacist, attempt_of, let_the_worker_work, refreshed

pytestmark = pytest.mark.django_db

FRAUD, DISPUTED, INQUIRY = "4000000000005423", "4000000000000259", "4000000000001976"


# --- what a bank says afterwards -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("card", "heading", "helps"),
    [
        (DISPUTED, "The bank disputes the charge.", "Open it at Stripe"),
        (INQUIRY, "The bank asks about the charge.", "Open it at Stripe"),
        (FRAUD, "The card's bank warns of fraud.", "Refund…"),
    ],
)
def test_what_a_bank_says_against_a_charge_is_said_with_what_helps(
    desk, sandbox, card, heading, helps
):
    order = charged_order(sandbox, card=card)
    support = desk("support")
    assert heading in support.look(order)
    assert support.buttons(order)[0] == helps
    intent = attempt_of(order).intent_id
    assert f"https://dashboard.stripe.com/test/payments/{intent}" in support.html(order)


def test_a_pharmacist_is_told_that_a_refund_is_for_somebody_else(desk, sandbox):
    order = charged_order(sandbox, card=FRAUD)
    pharmacist = desk("pharmacist")
    assert "What helps is for somebody else to do: Refund…" in pharmacist.look(order)
    assert "Refund…" not in pharmacist.buttons(order)


def test_what_is_put_aside_is_out_of_the_way_and_written_down(desk, sandbox):
    order = charged_order(sandbox, card=FRAUD)
    support = desk("support")
    seen = support.mark(order)
    assert "Put aside: it comes back for another reason." in support.press("put_aside", order)
    page = support.look(order)
    assert "The card's bank warns of fraud. Refund" not in page
    assert "By Sue Okafor" in page
    assert "something else happened meanwhile" in support.press("put_aside", order, mark=seen)


def test_a_reason_that_came_meanwhile_is_not_put_aside_unseen(desk, sandbox):
    order = charged_order(sandbox, card=FRAUD)
    support = desk("support")
    seen = support.mark(order)
    order.attempts.update(needs_attention="The bank takes back 72.95 USD.")
    assert "something else happened meanwhile" in support.press("put_aside", order, mark=seen)
    assert attempt_of(order).needs_attention == "The bank takes back 72.95 USD."


# --- what is not as it was approved --------------------------------------------------------------


def test_a_payment_that_is_not_ours_leads_to_stripe(desk, order):
    words = "Stripe's payment is 10.00 USD for order X, we asked for 72.95 USD for order Y."
    order.attempts.update(needs_attention=words)
    support = desk("support")
    page = support.look(order)
    assert "This payment is not as we know it." in page
    assert words in page
    assert support.buttons(order)[0] == "Open it at Stripe"
    assert "Read from Stripe just now; what does not agree stands above." in page


# --- a charge that fails -------------------------------------------------------------------------


def test_a_refused_charge_is_tried_again_at_once(desk, sandbox):
    order = refused_order(sandbox)
    support = desk("support")
    assert "It is tried at once." in support.press("try_again", order)
    let_the_worker_work()
    assert refreshed(order).status == "paid"
    assert sandbox.captured(order.number) == [7295]
    assert "There is nothing left to try: it is done." in support.press("try_again", order)


def test_a_refused_charge_can_be_paid_with_another_card_and_is_asked_for_once(desk, sandbox):
    order = refused_order(sandbox, times=9)
    support = desk("support")
    seen = support.mark(order)
    assert "The link to pay is mailed next." in support.press("ask_to_pay", order)
    assert refreshed(order).status == "approved_awaiting_payment"
    assert "a moment ago" in support.press("ask_to_pay", order, mark=seen)
    assert Outbox.objects.filter(parameters__mail="pay").count() == 1


def test_an_order_is_cancelled_for_the_shop_with_a_reason_and_once(desk, sandbox):
    order = refused_order(sandbox, times=9)
    support = desk("support")
    assert "Say why the order is cancelled" in support.press("give_up", order, reason="")
    assert refreshed(order).status == "approved"
    seen = support.mark(order)
    said = support.press("give_up", order, reason="The patient rang")
    assert "Cancelled: what is held is released next" in said
    assert "Cancelled by Sue Okafor" in said
    assert "The patient rang." in said
    assert "a moment ago" in support.press("give_up", order, mark=seen, reason="Again")
    assert "refund it instead of cancelling it" in support.press("give_up", order, reason="Again")


@pytest.mark.parametrize(
    ("verb", "words"),
    [
        ("ask_to_pay", "there is nothing to ask for."),
        ("put_aside", "Nothing needs attention here any more."),
        ("try_again", "There is nothing left to try: it is done."),
    ],
)
def test_what_there_is_no_reason_for_is_refused_with_why(desk, sandbox, verb, words):
    order = charged_order(sandbox)
    Outbox.objects.filter(done_at=None).update(done_at=timezone.now())
    assert words in desk("support").press(verb, order)


def test_the_receipt_is_there_for_staff_once_something_is_charged(desk, sandbox):
    order, support = held_order(sandbox), desk("support")
    receipt = reverse("order-receipt", args=[order.number])
    assert receipt not in support.html(order)

    Pharmacist().approve(order)
    let_the_worker_work()
    assert receipt in support.html(order)
    assert "$72.95" in text_of(support.client.get(receipt))
