"""The desk of one order: what staff see there."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from checkout.order.desk.buttons import stripe_url
from checkout.order.repairs import refund
from checkout.payment import outbox
from checkout.payment.models import Outbox
from tests.checkout.order.desk.at_the_desk import (
    DECLINED,
    charged_order,
    held_order,
    ninety_pills,
    refused_order,
)
from tests.checkout.prescriptions import deciding
from tests.checkout.shopping import (
    Pharmacist,
    a_placed_order,
    attempt_of,
    let_the_worker_work,
    refreshed,
)
from tests.factories import a_dosage, a_pack

pytestmark = pytest.mark.django_db


def test_a_pharmacist_sees_what_was_ordered_and_what_is_held(desk, order):
    page = desk("pharmacist").look(order)
    for words in (
        f"Order {order.number} Awaiting the pharmacist",
        "Baclofen 10 mg, 90 pills Prescription needed 1 $68.00 To decide",
        "Delivery to Exampletown, Tracked",
        "Delivery $4.95 To charge, at most $72.95",
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


def test_who_may_decide_is_led_to_the_case_and_support_is_not(desk, order):
    case = f"/admin/prescriptions/case/{order.pk}/"
    assert case in desk("pharmacist").html(order)
    assert "prescriptions/case" not in desk("support").html(order)


def test_an_approval_stands_with_the_order_line_by_line(desk, sandbox):
    order = held_order(sandbox, packs=2)
    deciding.approve(order, by=Pharmacist().user, quantities={order.lines.get().pk: 1})
    said = desk("pharmacist").look(order)
    assert "2 $136.00 $68.00 Approved 1 of 2" in said
    assert "1 of 1 lines. To charge: $72.95." in said
    let_the_worker_work()
    assert sandbox.captured(order.number) == [7295]
    assert "Charged $72.95" in desk("pharmacist").look(order)


def test_a_line_of_which_no_pack_is_approved_is_rejected_and_not_charged(desk):
    dosage = a_dosage(ninety_pills().parent, "25mg")
    order = a_placed_order({ninety_pills(): 1, a_pack(dosage, 30, "101.00"): 1})
    type(order).objects.update(status="awaiting_pharmacist")
    first = order.lines.order_by("pk").first()
    deciding.approve(order, by=Pharmacist().user, quantities={first.pk: 1})
    said = desk("pharmacist").look(order)
    assert "$101.00 $0.00 Rejected Not charged." in said
    assert "1 of 2 lines. To charge: $72.95." in said


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
    with django_assert_num_queries(15):
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
