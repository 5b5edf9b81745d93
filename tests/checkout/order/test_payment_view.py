"""What a shopper is told about the payment is true of both the order and its payment."""

import pytest

from checkout.order.payment_view import payment_view
from checkout.order.states import DEAD, OrderState
from checkout.payment.rules import PAID_FOR
from checkout.payment.states import LIVE, AttemptState

HELD = {
    (order, attempt)
    for order in (
        OrderState.AWAITING_PHARMACIST,
        OrderState.NEEDS_INFORMATION,
        OrderState.APPROVED,
    )
    for attempt in (AttemptState.AUTHORISED, AttemptState.CAPTURING)
}


@pytest.mark.parametrize(
    ("order", "attempt", "headline", "words"),
    [
        ("awaiting_payment", "session_open", "Almost done", "Not paid yet. Nothing is held"),
        ("awaiting_payment", "authorised", "Thank you, Sam.", "Do not pay again"),
        ("awaiting_pharmacist", "authorised", "Thank you, Sam.", "charged only for what the"),
        ("awaiting_pharmacist", "lapsed", "Thank you, Sam.", "no longer held, and nothing was"),
        ("awaiting_pharmacist", "captured", "Thank you, Sam.", "charged before the pharmacist"),
        ("approved", "capturing", "Thank you, Sam.", "Your card is being charged"),
        ("approved", "lapsed", "Thank you, Sam.", "no longer held, and nothing was charged"),
        ("paid", "captured", "Thank you, Sam.", "Your card was charged."),
        ("cancelled", "session_open", "Your order is cancelled.", "is being released"),
        ("cancelled", "expired", "Your order is cancelled.", "nothing is held on your card"),
        ("cancelled", "captured", "Your order is cancelled.", "We are putting it right"),
        ("rejected", "releasing", "Your order was not approved.", "is being released"),
        ("rejected", "released", "Your order was not approved.", "the hold is released"),
        ("expired", "expired", "Your order has expired.", "Nothing was charged"),
        ("expired", "", "Your order has expired.", "Nothing was charged"),
    ],
)
def test_the_words_are_true_of_both(order, attempt, headline, words):
    view = payment_view(order, attempt, name="Sam")
    assert str(view.headline).startswith(headline)
    assert words in view.words


@pytest.mark.parametrize("order", OrderState)
@pytest.mark.parametrize("attempt", AttemptState)
def test_nothing_is_said_to_be_held_or_charged_that_is_not(order, attempt):
    view = payment_view(order, attempt)
    said = str(view.words)
    if attempt in LIVE:
        assert view.total_words != "Charged to your card"
    if order in DEAD and attempt in LIVE:
        assert "is released" not in said
        assert "nothing is held" not in said
        assert view.closing
        assert not view.can_order_again
    if attempt == AttemptState.CAPTURED:
        assert "othing was charged" not in said
    if view.total_words == "Held on your card":
        assert (order, attempt) in HELD
    if view.total_words == "Charged to your card":
        assert attempt == AttemptState.CAPTURED
        assert order in PAID_FOR
    if view.writes:
        assert order not in (OrderState.CANCELLED, OrderState.EXPIRED, OrderState.AWAITING_PAYMENT)
        assert "write to you" not in said
    if view.can_pay:
        assert attempt in (AttemptState.NEW, AttemptState.SESSION_OPEN)


def test_the_sum_says_what_became_of_it():
    words = [
        str(payment_view(order, attempt).total_words)
        for order, attempt in [
            ("awaiting_payment", "session_open"),
            ("awaiting_pharmacist", "authorised"),
            ("paid", "captured"),
            ("cancelled", "released"),
            ("awaiting_payment", "authorised"),
            ("approved", "captured"),
        ]
    ]
    assert words == ["Total", "Held on your card", "Charged to your card", *["Total"] * 3]


def test_a_declined_card_is_told_and_another_may_be_taken():
    view = payment_view("awaiting_payment", "session_open", declined="Your card was declined.")
    assert (view.declined, view.can_pay, view.unconfirmed) == (
        "Your card was declined.",
        True,
        False,
    )
