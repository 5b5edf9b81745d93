"""The desk of one order: what staff see there, and the pharmacist's decision."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from checkout.order.desk.buttons import stripe_url
from checkout.order.repairs import refund
from checkout.payment import gateway, outbox
from checkout.payment.models import Outbox
from checkout.payment.paying import synced_quietly
from tests.checkout.order.desk.at_the_desk import (
    DECLINED,
    address,
    charged_order,
    held_order,
    ninety_pills,
    refused_order,
)
from tests.checkout.pages import text_of
from tests.checkout.shopping import (
    Pharmacist,
    a_placed_order,
    attempt_of,
    let_the_worker_work,
    refreshed,
)
from tests.factories import a_dosage, a_pack

pytestmark = pytest.mark.django_db


def test_a_pharmacist_sees_what_is_to_be_decided(desk, order):
    page = desk("pharmacist").look(order)
    for words in (
        f"Order {order.number} Awaiting the pharmacist",
        "Baclofen 10 mg, 90 pills Prescription needed 1 $68.00 To decide",
        "Delivery to Exampletown, Tracked",
        "Delivery $4.95 To charge, at most $72.95",
        "Approving charges at most $72.95 to the card that is held.",
        "Held on the card",
        "Stands at $72.95 $0.00 $0.00",
        "Agrees with Stripe, checked just now. You can refund once something is charged.",
        "Money held",
        "Visa ending 4242, $72.95. Held until",
        "Ordered",
        "As a guest",
    ):
        assert words in page
    assert "POM" not in page


def test_a_pharmacist_approves_all_of_it(desk, order):
    said = desk("pharmacist").approve(order, 1)
    assert "Approved 1 of 1 packs: $72.95 is charged next." in said
    assert "Approved by Tom Adeyemi" in said
    assert "1 of 1 lines. To charge: $72.95." in said
    assert refreshed(order).status == "approved"


def test_a_pharmacist_approves_one_of_two_packs_and_that_much_is_charged(desk, sandbox):
    order = held_order(sandbox, packs=2)
    pharmacist = desk("pharmacist")
    assert "Approving charges at most $140.95" in pharmacist.look(order)

    said = pharmacist.approve(order, 1)
    assert "Approved 1 of 2 packs: $72.95 is charged next." in said
    assert "2 $136.00 $68.00 Approved 1 of 2" in said
    let_the_worker_work()

    assert refreshed(order).status == "paid"
    assert sandbox.captured(order.number) == [7295]
    assert "Charged $72.95" in pharmacist.look(order)


def test_a_line_of_which_no_pack_is_approved_is_rejected_and_not_charged(desk, sandbox):
    dosage = a_dosage(ninety_pills().parent, "25mg")
    order = a_placed_order({ninety_pills(): 1, a_pack(dosage, 30, "101.00"): 1})
    type(order).objects.update(status="awaiting_pharmacist")
    said = desk("pharmacist").approve(order, 1, 0)
    assert "$101.00 $0.00 Rejected Not charged." in said
    assert "1 of 2 lines. To charge: $72.95." in said


@pytest.mark.parametrize("packs", ["2", "-1", "", "one", "0.5", "9999999", "²"])
def test_more_packs_than_were_ordered_or_no_number_are_refused_and_nothing_typed_is_lost(
    desk, order, packs
):
    pharmacist = desk("pharmacist")
    response = pharmacist.post("approve", order, **{f"packs-{order.lines.get().pk}": packs})
    assert response.status_code == 422
    assert "Enter how many packs are approved: 0 to 1." in text_of(response)
    assert f'value="{packs}"' in response.content.decode() or not packs
    assert refreshed(order).status == "awaiting_pharmacist"


def test_nothing_approved_is_a_rejection_that_needs_a_reason(desk, order):
    response = desk("pharmacist").post("approve", order, **{f"packs-{order.lines.get().pk}": "0"})
    assert response.status_code == 422
    assert "Approve at least one pack, or reject the order and say why." in text_of(response)
    assert 'value="0"' in response.content.decode()
    assert refreshed(order).status == "awaiting_pharmacist"


def test_the_enter_key_in_a_reason_can_only_reject(desk, order):
    """A browser sends the form whose field has the focus."""
    [form] = [
        form
        for form in re.findall(r"(?s)<form.*?</form>", desk("pharmacist").html(order))
        if 'id="reject-reason"' in form
    ]
    assert f'action="{address("reject", order)}"' in form
    assert "packs-" not in form
    assert "<textarea" in form


def test_a_rejection_needs_a_reason(desk, order):
    pharmacist = desk("pharmacist")
    assert "Say why the order is rejected" in pharmacist.press("reject", order, reason=" ")
    assert refreshed(order).status == "awaiting_pharmacist"
    said = pharmacist.press("reject", order, reason="no prescription came")
    assert "Rejected: what is held is released next." in said
    assert "Rejected by Tom Adeyemi" in said
    assert "No prescription came." in said
    assert refreshed(order).status == "rejected"


def test_the_second_decision_is_told_that_there_is_nothing_to_decide(desk, order):
    pharmacist = desk("pharmacist")
    pharmacist.approve(order, 1)
    for said in (
        pharmacist.press("reject", order, reason="Too late"),
        pharmacist.approve(order, 1),
    ):
        assert f"Order {order.number} is approved: there is nothing to decide." in said
    assert refreshed(order).status == "approved"
    assert order.status_changes.filter(new_status="approved").count() == 1


def test_an_approval_without_a_hold_mails_a_link_to_pay(desk, order):
    order.attempts.update(state="lapsed")
    pharmacist = desk("pharmacist")
    page = pharmacist.look(order)
    assert "Nothing is held: approving mails the patient a link to pay at most $72.95." in page
    assert "Approve and mail a link to pay" in page
    said = pharmacist.approve(order, 1)
    assert "Nothing is held: a link to pay $72.95 is mailed next." in said
    assert refreshed(order).status == "approved_awaiting_payment"


def test_what_staff_charged_by_hand_is_approved_as_it_is(desk, sandbox, order):
    order.attempts.update(state="captured", captured=7295)
    page = desk("pharmacist").look(order)
    assert "$72.95 is charged already." in page
    assert "Rejecting refunds it and tells the patient." in page


def charged_by_hand(order, amount):
    gateway.capture(attempt_of(order).intent_id, amount=amount, key="by hand")
    synced_quietly(order)


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (7295, "Approved 1 of 1 packs: $72.95 is charged already."),
        (1000, "The card was charged already, and what we keep of that is another sum."),
    ],
)
def test_who_approves_what_was_charged_by_hand_is_not_told_of_a_charge_to_come(
    desk, sandbox, order, amount, words
):
    charged_by_hand(order, amount)
    said = desk("pharmacist").approve(order, 1)
    assert words in said
    assert "is charged next" not in said
    let_the_worker_work()
    assert sandbox.captured(order.number) == [amount]


# --- dispensing -----------------------------------------------------------------------------------


def test_what_is_paid_is_dispensed_once(desk, sandbox):
    order = charged_order(sandbox)
    pharmacist = desk("pharmacist")
    seen = pharmacist.mark(order)
    assert "Dispensed: its packs have left the shelf." in pharmacist.press("dispense", order)
    assert refreshed(order).status == "dispensed"
    assert "something else happened meanwhile" in pharmacist.press("dispense", order, mark=seen)
    assert order.status_changes.filter(new_status="dispensed").count() == 1


def test_what_is_not_paid_is_not_dispensed_and_the_page_says_why(desk, order):
    pharmacist = desk("pharmacist")
    page = pharmacist.look(order)
    why = "Order is awaiting the pharmacist: only what is paid is dispensed."
    assert f"Not to be dispensed. {why}" in page
    assert "Dispensed" not in pharmacist.buttons(order)
    assert why in pharmacist.press("dispense", order)
    assert refreshed(order).status == "awaiting_pharmacist"


def test_what_is_against_a_payment_is_against_dispensing(desk, sandbox):
    order = charged_order(sandbox)
    order.attempts.update(needs_attention="The bank asks about 72.95 USD.")
    page = desk("pharmacist").look(order)
    assert "Not to be dispensed. The bank asks about 72.95 USD." in page


# --- the page as a whole --------------------------------------------------------------------------


@pytest.mark.parametrize("size", [1, 4])
def test_the_page_asks_the_database_the_same_for_a_small_and_for_a_big_order(
    desk, sandbox, size, django_assert_num_queries
):
    order = charged_order(sandbox, packs=size)
    clerk = Pharmacist().user
    for number in range(size):
        now = timezone.now()
        refund(attempt_of(order), amount=Decimal(1), by=clerk, now=now, reason="A little")
        outbox.promise_mail(order, "link", about=str(number))
        order.notes.create(user=clerk, message="Looked at it")
    person = desk("owner")
    person.look(order)
    with django_assert_num_queries(14):
        person.look(order)


def test_a_demos_payment_is_looked_at_in_stripes_test_mode(desk, order):
    support = desk("support")
    intent = attempt_of(order).intent_id
    assert f'href="https://dashboard.stripe.com/test/payments/{intent}"' in support.html(order)


def test_a_live_payment_is_looked_at_where_money_is_real(order, settings):
    settings.LIVE = True
    attempt = attempt_of(order)
    assert stripe_url(attempt) == f"https://dashboard.stripe.com/payments/{attempt.intent_id}"


def test_an_order_nobody_has_begun_to_pay_has_a_page_too(desk):
    page = desk("support").look(a_placed_order({ninety_pills(): 1}))
    assert "Stripe was not asked yet." in page
    assert "Cancel the order" in page


@pytest.mark.parametrize("pk", ["0", "no", "9" * 19, "9" * 20, "9" * 5000])
def test_an_order_that_is_none_is_not_found(staff, pk):
    assert staff("owner").get(f"/admin/order/order/{pk}/change/").status_code == 404


def test_the_link_to_the_order_is_mailed_again_and_pressed_twice_only_once(desk, order):
    support = desk("support")
    seen = support.mark(order)
    assert "The link to the order is mailed next." in support.press("mail_link", order)
    assert "was done a moment ago" in support.press("mail_link", order, mark=seen)
    assert Outbox.objects.filter(parameters__mail="link").count() == 1
    assert order.notes.count() == 1
    assert "Mailed the order's link again" in support.look(order)
    assert "By Sue Okafor" in support.look(order)


def test_a_charge_the_bank_refuses_is_shown_with_what_helps(desk, sandbox):
    order = refused_order(sandbox)
    support = desk("support")
    page = support.look(order)
    assert "Approved, not charged" in page
    assert "The charge failed. The hold ends in" in page
    assert f"{DECLINED} Tried once. We try again by ourselves at" in page
    assert f"Asked to charge $72.95, tried once {DECLINED}" in page
    assert "Next: try 2" in page
    assert "Charge failed, tried once" in page
    assert support.buttons(order)[:4] == [
        "Try to charge $72.95 now",
        "Mail a link to pay",
        "Open it at Stripe",
        "Cancel and release the hold…",
    ]


def test_a_mail_that_cannot_be_sent_is_shown_and_tried_again_at_once(desk, order):
    outbox.promise_mail(order, "received")
    row = Outbox.objects.get(kind="mail")
    later = timezone.now() + timedelta(minutes=20)
    Outbox.objects.filter(pk=row.pk).update(
        tries=6, done_at=None, last_error="550 no such mailbox", next_at=later
    )
    support = desk("support")
    assert "A mail cannot be sent." in support.look(order)
    assert "550 no such mailbox Tried 6 times." in support.look(order)
    assert "It is tried at once. Look again in a moment." in support.press("try_again", order)
    assert Outbox.objects.get(pk=row.pk).next_at <= timezone.now()
