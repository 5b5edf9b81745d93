"""Staff put an order's payment right: each verb does its deed once, writes it down, or refuses."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core import mail
from django.utils import timezone

from catalog.models import Dosage
from checkout.order import repairs
from checkout.order.actions import CannotDecide
from checkout.order.models import OrderNote
from checkout.payment import gateway
from checkout.payment.calling import call, call_until_put_aside
from checkout.payment.models import Outbox, PaymentAttempt, Refund
from checkout.payment.paying import payment_page, synced_quietly
from checkout.payment.sandbox.core.faults import Fault, Kind
from checkout.payment.sync import sync
from checkout.payment.worker import keep_next_about_money
from tests.checkout.payment.purchases import (
    an_order,
    approved,
    held,
    let_go_by_the_bank,
    opened,
    paid,
)
from tests.checkout.shopping import (
    attempt_of,
    let_the_worker_try_again,
    let_the_worker_work,
    refreshed,
)
from tests.factories import a_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sandbox")]


@pytest.fixture
def staff(db):
    return {"by": a_user("support@example.com"), "now": timezone.now()}


def notes(order):
    return list(OrderNote.objects.filter(order=order).values_list("message", "user__email"))


def reserved():
    return Dosage.objects.get().units_reserved


# --- refund ---------------------------------------------------------------------------------


def refund(order, amount, staff):
    return repairs.refund(attempt_of(order), amount=Decimal(amount), reason="Damaged", **staff)


def test_a_refund_names_who_asked_for_it_and_why(sandbox, staff):
    order = paid(sandbox)
    asked = refund(order, "10.00", staff)
    assert (asked.amount, asked.reason, asked.by, asked.asked_at, asked.state) == (
        1000,
        "Damaged",
        staff["by"],
        staff["now"],
        "pending",
    )


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("56.96", r"Refund at most \$56.95: that is what is left"),
        ("0.00", r"Refund at most \$56.95"),
        ("-1.00", r"Refund at most \$56.95"),
        ("1.005", "too many decimals"),
    ],
)
def test_a_sum_that_cannot_be_given_back_is_refused_in_words(sandbox, staff, amount, words):
    order = paid(sandbox)
    with pytest.raises(CannotDecide, match=words):
        refund(order, amount, staff)
    assert not Refund.objects.exists()
    assert not Outbox.objects.filter(kind="refund").exists()


def test_what_is_only_held_is_not_refunded(sandbox, staff):
    with pytest.raises(CannotDecide, match="nothing left to refund"):
        refund(held(sandbox), "1.00", staff)


def test_what_was_given_back_whole_is_not_given_back_again(sandbox, staff):
    order = paid(sandbox)
    refund(order, "56.95", staff)
    with pytest.raises(CannotDecide, match="nothing left to refund"):
        refund(order, "0.01", staff)


# --- give up --------------------------------------------------------------------------------


@pytest.mark.parametrize("stands", ["placed", "open", "held", "approved", "waiting"])
def test_an_order_is_given_up_while_nothing_is_charged(sandbox, staff, stands):
    order = {
        "placed": lambda: an_order(),
        "open": lambda: opened(an_order()).order,
        "held": lambda: held(sandbox),
        "approved": lambda: approved(sandbox),
        "waiting": lambda: let_go_by_the_bank(approved(sandbox)),
    }[stands]()
    repairs.give_up(order, reason="The patient phoned", **staff)
    let_the_worker_try_again()
    assert refreshed(order).status == "cancelled"
    assert attempt_of(order).state in ("abandoned", "expired", "released")
    assert reserved() == 0
    assert sandbox.captured(order.number) == []
    move = order.status_changes.get(new_status="cancelled")
    assert (move.by, move.reason) == (staff["by"], "The patient phoned")


def test_what_is_being_charged_while_the_order_is_given_up_goes_back(sandbox, staff):
    order = approved(sandbox)
    sandbox.plan(Fault(Kind.TIMEOUT_AFTER, "intents.capture"))
    keep_next_about_money(timezone.now())
    assert attempt_of(order).state == "capturing"
    repairs.give_up(order, reason="The patient phoned", **staff)
    let_the_worker_try_again()
    assert refreshed(order).status == "cancelled"
    assert sandbox.money() == [(5695, 5695, 5695)]
    assert reserved() == 0


def test_a_paid_order_is_refunded_and_not_given_up(sandbox, staff):
    order = paid(sandbox)
    with pytest.raises(CannotDecide, match="is paid: refund it instead"):
        repairs.give_up(order, reason="No", **staff)
    assert refreshed(order).status == "paid"


def test_an_order_is_given_up_once(sandbox, staff):
    order = held(sandbox)
    repairs.give_up(order, reason="No", **staff)
    with pytest.raises(CannotDecide, match="is cancelled"):
        repairs.give_up(order, reason="No", **staff)


# --- ask to pay -----------------------------------------------------------------------------


def test_a_card_that_cannot_be_charged_is_let_go_and_another_asked_for(sandbox, staff):
    order = approved(sandbox)
    sandbox.plan(Fault(Kind.DECLINED, "intents.capture"))
    let_the_worker_work()
    assert "Not charged" in attempt_of(order).needs_attention

    repairs.ask_to_pay(order, **staff)
    assert refreshed(order).status == "approved_awaiting_payment"
    assert attempt_of(order).needs_attention == ""
    let_the_worker_try_again()
    assert attempt_of(order).state == "released"
    assert "pay to go on" in mail.outbox[-1].subject
    assert sandbox.captured(order.number) == []


def test_the_link_to_pay_is_mailed_again_with_seven_new_days(sandbox, staff):
    order = let_go_by_the_bank(approved(sandbox))
    later = staff["now"] + timedelta(days=3)
    for _ in range(2):
        repairs.ask_to_pay(order, by=staff["by"], now=later)
    assert refreshed(order).payment_due_at == later + timedelta(days=7)
    let_the_worker_work()
    assert [m.subject for m in mail.outbox if "pay to go on" in m.subject] == [
        f"Order {order.number} is approved: pay to go on"
    ] * 2
    assert notes(order)[0] == ("Mailed the link to pay again", "support@example.com")


@pytest.mark.parametrize("stands", ["placed", "held", "paid", "cancelled", "charged by hand"])
def test_nobody_is_asked_to_pay_for_what_needs_no_payment(sandbox, staff, stands):
    order = {"placed": an_order, "paid": lambda: paid(sandbox)}.get(stands, lambda: held(sandbox))()
    if stands == "cancelled":
        repairs.give_up(order, reason="No", **staff)
    if stands == "charged by hand":
        gateway.capture(attempt_of(order).intent_id, amount=500, key="by hand")
        synced_quietly(order)
    with pytest.raises(CannotDecide, match="there is nothing to ask for"):
        repairs.ask_to_pay(order, **staff)


# --- try again ------------------------------------------------------------------------------


def test_what_waits_is_tried_at_once(sandbox, staff):
    order = approved(sandbox)
    sandbox.plan(Fault(Kind.TIMEOUT_BEFORE, "intents.capture"))
    let_the_worker_work()
    Outbox.objects.filter(done_at=None).update(next_at=timezone.now() + timedelta(hours=1))
    let_the_worker_work()
    assert refreshed(order).status == "approved"

    repairs.try_again(order, **staff)
    let_the_worker_work()
    assert refreshed(order).status == "paid"
    assert notes(order) == [("Tried again at once", "support@example.com")]


def test_where_all_is_done_there_is_nothing_to_try(sandbox, staff):
    order = paid(sandbox)
    with pytest.raises(CannotDecide, match="nothing left to try"):
        repairs.try_again(order, **staff)


# --- put aside ------------------------------------------------------------------------------


def test_what_was_put_aside_stays_there_until_there_is_another_reason(sandbox, staff):
    order = paid(sandbox, card="4000000000001976")
    words = attempt_of(order).needs_attention
    assert "asks about" in words
    repairs.put_aside(attempt_of(order), **staff)
    for _ in range(2):
        sync(attempt_of(order).pk)
    assert attempt_of(order).needs_attention == ""
    assert notes(order) == [(f"Put aside: {words}", "support@example.com")]

    sandbox.escalate_inquiry(sandbox.open_disputes()[0])
    sync(attempt_of(order).pk)
    assert "takes back" in attempt_of(order).needs_attention


def test_what_was_put_aside_stays_there_when_another_reason_ends(sandbox, staff):
    order = paid(sandbox, card="4000000000001976")
    call_until_put_aside(attempt_of(order), "A refund we do not know: re_1.")
    repairs.put_aside(attempt_of(order), **staff)
    sandbox.close_dispute(sandbox.open_disputes()[0], won=True)
    sync(attempt_of(order).pk)
    assert attempt_of(order).needs_attention == ""


def test_what_was_put_aside_and_right_since_calls_again_when_it_comes_back(sandbox, staff):
    attempt = attempt_of(paid(sandbox))
    for _ in range(2):
        call(attempt.order.attempts.all(), "Not brought up to date: IntegrityError")
        assert attempt_of(attempt.order).needs_attention
        repairs.put_aside(attempt, **staff)
        sync(attempt.pk)


def test_a_charge_that_goes_on_failing_for_the_reason_that_was_put_aside_calls_nobody(
    sandbox, staff
):
    order = approved(sandbox)
    sandbox.plan(Fault(Kind.DECLINED, "intents.capture", times=1000))
    let_the_worker_work()
    repairs.put_aside(attempt_of(order), **staff)
    let_the_worker_work(after=timedelta(minutes=1))
    assert Outbox.objects.get(kind="capture").tries >= 2
    assert attempt_of(order).needs_attention == ""


def test_where_nothing_calls_there_is_nothing_to_put_aside(sandbox, staff):
    with pytest.raises(CannotDecide, match="Nothing needs attention"):
        repairs.put_aside(attempt_of(held(sandbox)), **staff)


# --- the link -------------------------------------------------------------------------------


def test_the_orders_link_is_mailed_to_its_own_address_once_a_minute(sandbox, staff):
    order = held(sandbox)
    for _ in range(3):
        repairs.mail_link(order, **staff)
    repairs.mail_link(order, now=staff["now"] + timedelta(minutes=1))
    links = Outbox.objects.filter(parameters__mail="link")
    assert links.count() == 2
    let_the_worker_work()
    assert {tuple(m.to) for m in mail.outbox} == {("sam@example.com",)}
    assert set(notes(order)) == {("Mailed the order's link again", "support@example.com")}


def test_no_page_is_opened_beside_money_that_was_taken_by_hand(sandbox, staff):
    """Another sum than the approved one was charged: a second charge would not put it right."""
    order = approved(sandbox)
    repairs.ask_to_pay(order, **staff)
    gateway.capture(attempt_of(order).intent_id, amount=500, key="by hand")
    synced_quietly(order)
    assert "5.00 USD is charged, but 56.95 USD was approved" in attempt_of(order).needs_attention
    order = refreshed(order)
    page = payment_page(order, now=timezone.now())
    assert (page.url, page.preparing, PaymentAttempt.objects.count()) == ("", False, 1)

    refund(order, "5.00", staff)
    let_the_worker_try_again()
    assert payment_page(order, now=timezone.now()).url
    assert attempt_of(order).amount == 5695
