"""What a shopper is told about the payment is true of the order, its payments and its refunds."""

from dataclasses import replace
from decimal import Decimal
from itertools import product

import pytest

from checkout.order.page.payment_view import payment_view
from checkout.order.page.standing import Standing
from checkout.order.receipt import GivenBack
from checkout.order.states import DEAD, OPEN_CASES, PAID_FOR, OrderState
from checkout.payment.states import HOLDING, LIVE, AttemptState, RefundState
from tests.checkout.order.cases import NOON, paid

S = OrderState
EVERYWHERE = list(product(OrderState, ["", *AttemptState]))
CALLED_FOR = replace(
    paid(), refunds=(GivenBack(Decimal("72.95"), NOON, RefundState.FAILED, put_right=True),)
)
MONEY = [
    CALLED_FOR,
    None,
    paid(),
    paid(pending="20.00"),
    paid(pending="72.95"),
    paid(succeeded="72.95"),
    paid(failed="72.95"),
    paid(pending="10.00", succeeded="20.00"),
]


def at(order, attempt="", money=None, **values) -> Standing:
    values = {"to_pay": Decimal("72.95"), "pay_until": "2 December 2026"} | values
    if money:
        values["paid"] = money
    return Standing(OrderState(order), attempt, **values)


def said(*where, **values) -> str:
    view = payment_view(at(*where, **values), name="Sam")
    return f"{view.headline} {view.words}"


@pytest.mark.parametrize(
    ("order", "attempt", "words"),
    [
        ("awaiting_payment", "session_open", "Almost done: pay for your order. Not paid yet."),
        ("awaiting_payment", "authorised", "We are looking at your payment. Do not pay again."),
        ("awaiting_pharmacist", "authorised", "Thank you, Sam. A pharmacist looks at your order"),
        ("awaiting_pharmacist", "authorised", "held now and charged only for what the pharmacist"),
        ("awaiting_pharmacist", "lapsed", "no longer held, and nothing was charged. If the pharm"),
        ("needs_information", "authorised", "Nothing is charged until the pharmacist has your"),
        ("approved", "authorised", "Thank you, Sam. Approved. Your card is being charged."),
        ("approved", "capturing", "Approved. Your card is being charged."),
        ("approved_awaiting_payment", "lapsed", "Your order is approved: pay to go on. Nothing is"),
        ("approved_awaiting_payment", "lapsed", "pay $72.95 until 2 December 2026. After that the"),
        ("approved_awaiting_payment", "new", "Nothing is held on your card: pay $72.95 until"),
        ("approved_awaiting_payment", "releasing", "The earlier hold on your card is being rel"),
        ("cancelled", "session_open", "Your order is cancelled. Nothing was charged, and any hold"),
        ("cancelled", "expired", "Nothing was charged, and nothing is held on your card."),
        ("rejected", "releasing", "Your order was not approved. The pharmacist could not approve"),
        ("rejected", "releasing", "any hold on your card is being released"),
        ("rejected", "released", "Nothing was charged, and nothing is held on your card."),
        ("expired", "expired", "Your order has expired. It was not paid in time. Nothing was"),
        ("expired", "", "Nothing was charged, and nothing is held on your card."),
    ],
)
def test_the_words_are_true_while_nothing_is_charged(order, attempt, words):
    assert words in said(order, attempt)


@pytest.mark.parametrize(
    ("order", "money", "words"),
    [
        ("paid", paid(), "Thank you, Sam. Your card was charged."),
        ("paid", paid(pending="20.00"), "was charged. $20.00 is on its way back to it."),
        ("shipped", paid(succeeded="20.00"), "was charged. $20.00 was refunded to it."),
        ("paid", paid(pending="72.95"), "$72.95 was charged, and all of it is on its way back"),
        (
            "refunded",
            paid(succeeded="72.95"),
            "Your order is refunded. $72.95 was charged, and all of it was refunded to your card.",
        ),
        ("refunded", CALLED_FOR, "Your refund is not complete. Your card was charged."),
        (
            "refunded",
            paid(failed="72.95"),
            "Your order is refunded. $72.95 was charged, and what did not reach your card we gave"
            " back otherwise.",
        ),
        (
            "cancelled",
            paid(pending="72.95"),
            "Your order is cancelled. $72.95 was charged, and all of it is on its way back",
        ),
        ("rejected", paid(succeeded="72.95"), "could not approve it. $72.95 was charged, and all"),
        ("expired", paid(), "although this order has ended. Write to us about it."),
        ("awaiting_pharmacist", paid(), "was charged before the pharmacist had decided."),
        ("approved", paid(), "but not the sum of this order. Do not pay again. Write to us"),
        ("approved_awaiting_payment", paid(), "Do not pay again. Write to us about it."),
    ],
)
def test_the_words_are_true_once_something_is_charged(order, money, words):
    assert words in said(order, "captured", money)


@pytest.mark.parametrize("order", ["cancelled", "approved", "approved_awaiting_payment"])
def test_that_we_put_it_right_is_said_only_where_somebody_was_called(order):
    assert "We are putting it right." in said(order, "captured", paid(), attended=True)
    assert "We are putting it right." not in said(order, "captured", paid())


@pytest.mark.parametrize("overdue", [False, True])
@pytest.mark.parametrize("money", MONEY)
def test_nothing_is_said_that_is_not_so(money, overdue):
    for order, attempt in EVERYWHERE:
        view = payment_view(at(order, attempt, money, overdue=overdue))
        words = f"{view.headline} {view.words}"
        if money:
            assert "othing was charged" not in words
            assert not view.can_change
        if money and money.remains:
            assert not view.can_pay
            assert "othing is held" not in words
            assert "all of it" not in words
        if money and money.remains and not money.given_back_otherwise:
            assert "Your order is refunded." not in words
        if money and not money.refunded:
            assert "was refunded" not in words
        if attempt in LIVE and order in DEAD:
            assert view.closing
            assert not view.can_order_again
            assert "nothing is held" not in words
        if attempt in HOLDING:
            assert not view.can_pay
            assert "othing is held on your card" not in words or order == S.AWAITING_PAYMENT
        if view.total_words == "Held on your card":
            assert order in OPEN_CASES
            assert attempt in ("authorised", "capturing")
        if view.total_words == "Charged to your card":
            assert order in PAID_FOR
            assert money.charged == Decimal("72.95")
        if view.writes:
            assert order not in (S.CANCELLED, S.EXPIRED, S.AWAITING_PAYMENT)
            assert "mail you a link" not in words or order == S.APPROVED or not attempt


@pytest.mark.parametrize("money", MONEY)
def test_no_page_looks_again_for_something_that_takes_days_or_never_comes(money):
    for order, attempt in EVERYWHERE:
        view = payment_view(at(order, attempt, money))
        assert not view.looks_again
        view = payment_view(at(order, attempt, money, moved_lately=True, returned=True))
        if view.looks_again:
            assert attempt in LIVE
            assert not (money and money.remains)


@pytest.mark.parametrize(
    ("order", "attempt", "waits"),
    [
        ("cancelled", "session_open", True),
        ("rejected", "releasing", True),
        ("approved", "authorised", True),
        ("approved", "capturing", True),
        ("approved_awaiting_payment", "releasing", True),
        ("approved_awaiting_payment", "session_open", False),
        ("awaiting_payment", "session_open", False),
        ("awaiting_pharmacist", "authorised", False),
        ("paid", "captured", False),
    ],
)
def test_a_page_looks_again_while_stripe_is_asked_to_do_something(order, attempt, waits):
    assert payment_view(at(order, attempt, moved_lately=True)).looks_again is waits


@pytest.mark.parametrize("order", ["awaiting_payment", "approved_awaiting_payment"])
def test_a_page_looks_again_for_a_payment_only_after_the_return_and_not_after_a_decline(order):
    assert payment_view(at(order, "session_open", returned=True)).looks_again
    assert not payment_view(at(order, "session_open")).looks_again
    declined = at(order, "session_open", returned=True, declined="expired_card")
    assert not payment_view(declined).looks_again


def test_the_sum_says_what_became_of_it():
    words = [
        str(payment_view(at(*where)).total_words)
        for where in [
            ("awaiting_payment", "session_open"),
            ("awaiting_pharmacist", "authorised"),
            ("approved", "capturing"),
            ("approved_awaiting_payment", "lapsed"),
            ("paid", "captured", paid()),
            ("paid", "captured", paid("140.95", succeeded="68.00")),
            ("cancelled", "released"),
            ("awaiting_payment", "authorised"),
        ]
    ]
    assert words == [
        "Total",
        "Held on your card",
        "Being charged to your card",
        "To pay",
        "Charged to your card",
        *["Total"] * 3,
    ]


@pytest.mark.parametrize("back", ["pending", "succeeded"])
def test_who_got_all_of_an_early_charge_back_may_pay_what_is_approved(back):
    """Staff had charged the card by hand before the order came to wait for its payment."""
    money = paid("10.00", **{back: "10.00"})
    for attempt in ("captured", "new", "session_open"):
        view = payment_view(at("approved_awaiting_payment", attempt, money))
        assert view.can_pay
        assert view.writes
        assert str(view.total_words) == "To pay"
        assert view.headline == "Your order is approved: pay to go on."
        assert "$10.00 was charged, and all of it" in view.words
        assert "Nothing is held on your card: pay $72.95 until 2 December 2026." in view.words
    overdue = payment_view(at("approved_awaiting_payment", "captured", money, overdue=True))
    assert not overdue.can_pay
    assert "It was not paid in time: the order ends now." in overdue.words


def test_an_approved_order_whose_days_are_over_cannot_be_paid_any_more():
    view = payment_view(at("approved_awaiting_payment", "lapsed", overdue=True))
    assert not view.can_pay
    assert "It was not paid in time: the order ends now." in view.words


@pytest.mark.parametrize("order", ["awaiting_payment", "approved_awaiting_payment"])
def test_a_declined_card_is_told_in_our_words_and_another_may_be_taken(order):
    view = payment_view(at(order, "session_open", declined="expired_card"))
    assert (view.declined, view.can_pay, view.unconfirmed) == (
        "The card has expired. Use another card.",
        True,
        False,
    )
