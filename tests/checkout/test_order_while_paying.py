"""An order's page on the way to the payment and back, while money moves, and when it stops."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from checkout.order import actions
from checkout.order.models import Order
from checkout.order.page.order_page import order_page
from checkout.order.states import OrderState
from checkout.payment import gateway, outbox
from checkout.payment.models import Outbox, PaymentAttempt
from checkout.payment.sandbox.core.faults import Fault, Kind
from checkout.payment.states import AttemptState
from tests.checkout.pages import text_of
from tests.checkout.prescriptions import deciding
from tests.checkout.shopping import (
    a_placed_order,
    attempt_of,
    let_the_worker_work,
    refreshed,
)
from tests.checkout.undoing import undone
from tests.checkout.visitor import Visitor
from tests.factories import a_dosage, a_medicine, a_pack

pytestmark = pytest.mark.django_db

DECLINED, EXPIRED_CARD = "4000000000000002", "4000000000000069"


def placed(sandbox, legal_class="POM"):
    pack = a_pack(a_dosage(a_medicine(legal_class=legal_class)), 90, "68.00")
    return a_placed_order({pack: 2})


@pytest.fixture
def order(sandbox):
    return placed(sandbox)


@pytest.fixture
def visitor(order):
    """Who placed it."""
    return Visitor.who_placed(order)


def look(visitor, order):
    return visitor.look("order", order.number)


def press(visitor, name, order, **fields):
    fields["csrfmiddlewaretoken"] = str(look(visitor, order).context["csrf_token"])
    return visitor.post(reverse(name, args=[order.number]), fields)


def looks_again(page) -> bool:
    return "shop/again" in page.content.decode()


def goes_to_pay(visitor, order):
    assert visitor.look("pay", order.number).status_code == 302
    return attempt_of(order).session_id


def test_who_has_just_paid_sees_it_at_once(visitor, order, sandbox):
    sandbox.pay(goes_to_pay(visitor, order))
    page = visitor.get(visitor.look("order-return", order.number)["Location"])
    assert "held now and charged only for what the pharmacist approves." in text_of(page)
    assert not looks_again(page)


def test_a_payment_stripe_does_not_tell_of_yet_is_looked_for_until_it_is_there(
    visitor, order, sandbox
):
    session = goes_to_pay(visitor, order)
    sandbox.plan(Fault(Kind.TIMEOUT_BEFORE, "*sessions.retrieve"))
    sandbox.pay(session)
    page = visitor.get(visitor.look("order-return", order.number)["Location"])
    assert looks_again(page)
    assert "do not pay twice. This page looks again by itself." in text_of(page)

    let_the_worker_work(after=timedelta(minutes=6))
    page = look(visitor, order)
    assert not looks_again(page)
    assert "Held on your card $140.95" in text_of(page)


def test_a_page_looks_for_a_payment_for_minutes_only(visitor, order, monkeypatch):
    goes_to_pay(visitor, order)
    visitor.look("order-return", order.number)
    assert looks_again(look(visitor, order))

    later = timezone.now() + timedelta(minutes=6)
    monkeypatch.setattr(timezone, "now", lambda: later)
    page = look(visitor, order)
    assert not looks_again(page)
    assert "Reload this page to see whether it has changed." in text_of(page)


def test_who_has_not_been_sent_back_by_the_payment_page_is_not_kept_waiting(visitor, order):
    goes_to_pay(visitor, order)
    assert not looks_again(look(visitor, order))


def test_a_forged_return_changes_nothing_and_asks_stripe_alone(visitor, order):
    goes_to_pay(visitor, order)
    for _ in range(2):
        visitor.get(reverse("order-return", args=[order.number]), {"session_id": "cs_paid"})
    assert (refreshed(order).status, attempt_of(order).state) == (
        "awaiting_payment",
        "session_open",
    )
    page = text_of(look(visitor, order))
    assert "Not paid yet. Nothing is held on your card." in page
    assert "Pay $140.95" in page


def test_a_declined_card_is_told_on_the_same_order_by_whatever_way_one_comes_back(
    visitor, order, sandbox
):
    sandbox.pay(goes_to_pay(visitor, order), EXPIRED_CARD)
    page = look(visitor, order)
    assert "Your card was not accepted. The card has expired. Use another card." in text_of(page)
    assert "Nothing was charged and nothing is held on it: you can pay below." in text_of(page)
    assert not looks_again(page)

    sandbox.pay(goes_to_pay(visitor, order))
    page = look(visitor, order)
    assert "not accepted" not in text_of(page)
    assert "Held on your card $140.95" in text_of(page)
    assert order.attempts.count() == 1


def test_stripe_is_asked_once_for_each_way_back(visitor, order, monkeypatch):
    goes_to_pay(visitor, order)
    asked = []
    monkeypatch.setattr("checkout.order.page.views.synced_quietly", asked.append)
    for _ in range(3):
        look(visitor, order)
    assert asked == [order]


@pytest.fixture
def approved_without_a_hold(visitor, order, sandbox, pharmacist):
    """The hold was gone when the pharmacist approved one pack of two."""
    sandbox.pay(goes_to_pay(visitor, order))
    look(visitor, order)
    gateway.release(attempt_of(order).intent_id, key="by hand")
    let_the_worker_work(after=timedelta(minutes=6))
    assert "no longer held, and nothing was charged" in text_of(look(visitor, order))
    line = order.lines.get()
    by, now = pharmacist.user, timezone.now()
    deciding.approve(order, by=by, now=now, quantities={line.pk: 1})
    return refreshed(order)


def test_what_is_approved_without_a_hold_is_paid_exactly_and_charged_at_once(
    visitor, approved_without_a_hold, sandbox
):
    order = approved_without_a_hold
    page = text_of(look(visitor, order))
    assert "Your order is approved: pay to go on." in page
    assert "Nothing is held on your card: pay $72.95 until" in page
    assert "Waiting for your payment" in page
    assert "To pay $72.95" in page
    assert "Your card is charged at once, exactly this sum." in page
    assert "Cancel the order" in page

    sandbox.pay(goes_to_pay(visitor, order))
    page = visitor.get(visitor.look("order-return", order.number)["Location"])
    assert "Your card was charged." in text_of(page)
    assert "Charged to your card $72.95" in text_of(page)
    assert sandbox.captured(order.number) == [7295]
    assert not looks_again(page)


def test_an_approved_order_that_waits_for_payment_can_be_given_up(visitor, approved_without_a_hold):
    press(visitor, "order-cancel", approved_without_a_hold)
    page = text_of(look(visitor, approved_without_a_hold))
    assert "Your order is cancelled. Nothing was charged, and nothing is held" in page


def test_a_general_sale_order_shows_by_itself_when_it_is_charged(sandbox):
    order = placed(sandbox, "GSL")
    visitor = Visitor.who_placed(order)
    sandbox.pay(goes_to_pay(visitor, order))
    page = look(visitor, order)
    assert "Thank you, Sam. Your card is being charged." in text_of(page)
    assert "Cancel the order" in text_of(page)
    assert looks_again(page)

    let_the_worker_work()
    page = look(visitor, order)
    assert "Your card was charged." in text_of(page)
    assert not looks_again(page)
    assert "Cancel the order" not in text_of(page)


def test_a_page_that_tells_of_a_problem_does_not_look_again_at_the_address_of_a_form(sandbox):
    order = placed(sandbox, "GSL")
    visitor = Visitor.who_placed(order)
    sandbox.pay(goes_to_pay(visitor, order))
    token = str(look(visitor, order).context["csrf_token"])
    PaymentAttempt.objects.update(state="capturing")
    address = reverse("order-cancel", args=[order.number])
    page = visitor.post(address, {"csrfmiddlewaretoken": token})
    assert page.status_code == 409
    assert not looks_again(page)
    assert "looks again" not in text_of(page)


def test_a_charge_that_does_not_come_is_not_waited_for_forever(sandbox, monkeypatch):
    order = placed(sandbox, "GSL")
    visitor = Visitor.who_placed(order)
    sandbox.pay(goes_to_pay(visitor, order))
    assert looks_again(look(visitor, order))
    later = timezone.now() + timedelta(minutes=11)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert not looks_again(look(visitor, order))


@pytest.mark.parametrize("charge_sent", [False, True])
@pytest.mark.parametrize("legal_class", ["POM", "GSL"])
def test_the_button_to_cancel_is_there_exactly_where_cancelling_works(
    sandbox, legal_class, charge_sent
):
    """In every state of order and payment, what the page is made of and the action say the same.

    Whether or not Stripe was asked to charge the card: its answer may have been lost.
    """
    order = placed(sandbox, legal_class)
    if charge_sent:
        outbox.promise_capture(attempt_of(order), amount=14095, now=timezone.now())
        Outbox.objects.filter(kind="capture").update(first_sent_at=timezone.now())
    differing = []
    for state in OrderState:
        for attempt in AttemptState:
            with undone():
                captured = attempt_of(order).amount if attempt == "captured" else 0
                Order.objects.update(
                    status=state,
                    amount_to_capture="140.95",
                    payment_due_at=timezone.now(),
                    information_due_at=timezone.now(),
                )
                names = {"session_id": "cs_1", "intent_id": "pi_1"}
                PaymentAttempt.objects.update(state=attempt, captured=captured, **names)
                told = order_page(refreshed(order), now=timezone.now())["payment"]
                if told.can_change is not cancels(order, state):
                    differing.append((state, attempt))
    assert differing == []


@pytest.mark.parametrize("second", ["authorised", "new"])
def test_what_another_card_was_asked_for_does_not_keep_an_order(sandbox, second):
    """Stripe was asked to charge the first card, which is over: nothing charges the second."""
    order = placed(sandbox, "POM")
    outbox.promise_capture(attempt_of(order), amount=14095, now=timezone.now())
    Outbox.objects.filter(kind="capture").update(first_sent_at=timezone.now())
    PaymentAttempt.objects.update(state="lapsed", session_id="cs_1", intent_id="pi_1")
    Order.objects.update(
        status="approved_awaiting_payment",
        amount_to_capture="140.95",
        payment_due_at=timezone.now(),
    )
    names = {"session_id": "cs_2", "intent_id": "pi_2"} if second == "authorised" else {}
    order.attempts.create(amount=14095, currency="USD", state=second, **names)
    assert order_page(refreshed(order), now=timezone.now())["payment"].can_change
    assert cancels(order, "approved_awaiting_payment")


def cancels(order, state) -> bool:
    """Whether the order can be cancelled; it is put back afterwards."""
    if state == "cancelled":
        return False
    try:
        return actions.cancel(order, now=timezone.now())
    except actions.CannotDecide:
        return False
