"""What happened to an order, merged from moves, money, notes, refunds and promises."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from checkout.order.desk.history import (
    MAILED,
    Booked,
    GivenBack,
    Moved,
    Noted,
    Placed,
    Promised,
    history,
)
from checkout.order.mails.emails import LETTERS
from checkout.order.mails.pharmacists_letters import TO_PHARMACISTS
from checkout.order.states import OrderState
from checkout.payment.ledger import Kind
from checkout.payment.states import RefundState

S, K, R = OrderState, Kind, RefundState
NOW = datetime(2026, 11, 22, 9, 14)
PLACED = datetime(2026, 11, 21, 2, 48)
SUM = Decimal("223.50")


def promise(kind, tries, **values):
    return Promised(kind, tries, PLACED, PLACED, **values)


def after(**time):
    return PLACED + timedelta(**time)


def told(*events):
    """Each step as its mark, title, moment and what more is said."""
    marks = {"stop": "!", "wait": "…", "": ""}
    return [
        (f"{marks[step.state]}{step.title}", step.when, step.more)
        for step in history(events, now=NOW)
    ]


def test_an_order_from_its_placing_to_a_charge_that_fails():
    assert told(
        Placed(PLACED, ""),
        Moved(S.AWAITING_PHARMACIST, after(minutes=2), reason="card held"),
        Booked(K.HELD, Decimal("256.50"), after(minutes=2), "Visa ending 4242", "28 Nov, 02:50"),
        Moved(
            S.APPROVED, after(hours=15), "Priya Nair", approved="2 of 3 lines. To charge $223.50."
        ),
        Promised(
            "capture",
            2,
            after(hours=15),
            datetime(2026, 11, 22, 10, 4),
            says="The bank says: “Try again later.”",
        ),
    ) == [
        ("…Next: try 3", "Today, 10:04", "by itself"),
        (
            "!Charge failed, tried twice",
            "Since yesterday, 17:48",
            "The bank says: “Try again later.”",
        ),
        ("Approved by Priya Nair", "Yesterday, 17:48", "2 of 3 lines. To charge $223.50."),
        ("Money held", "Yesterday, 02:50", "Visa ending 4242, $256.50. Held until 28 Nov, 02:50."),
        ("Ordered", "Yesterday, 02:48", "As a guest"),
    ]


def test_an_order_without_a_ledger_still_tells_its_own_moves():
    moves = [
        Moved(S.AWAITING_PHARMACIST, after(minutes=2), reason="card held"),
        Moved(S.PAID, after(minutes=3), reason="card charged"),
    ]
    assert [title for title, *_ in told(*moves)] == ["Paid", "Awaiting the pharmacist"]
    booked = [Booked(K.HELD, SUM, after(minutes=2)), Booked(K.CHARGED, SUM, after(minutes=3))]
    assert [title for title, *_ in told(*moves, *booked)] == ["Charged $223.50", "Money held"]


def test_a_move_says_why():
    assert told(Moved(S.REJECTED, after(hours=1), "Tom", "no prescription came"))[0] == (
        "Rejected by Tom",
        "Yesterday, 03:48",
        "No prescription came.",
    )


@pytest.mark.parametrize(
    ("refund", "title", "more"),
    [
        (
            GivenBack(SUM, R.SUCCEEDED, PLACED, "Sue", "one pack was damaged"),
            "Refunded $223.50",
            "By Sue: One pack was damaged.",
        ),
        (
            GivenBack(SUM, R.PENDING, PLACED, reason="made at Stripe"),
            "Refund of $223.50 on its way",
            "Made at Stripe.",
        ),
        (
            GivenBack(SUM, R.FAILED, PLACED, "Sue", "Damaged.", "lost_or_stolen_card"),
            "!Refund of $223.50 failed",
            "By Sue: Damaged. Lost or stolen card.",
        ),
        (
            GivenBack(SUM, R.FAILED, PLACED, "Sue", "Damaged.", "expired_card", came_back=True),
            "Refunded $223.50",
            "By Sue: Damaged.",
        ),
    ],
)
def test_a_refund_says_what_became_of_it_who_asked_and_why(refund, title, more):
    assert told(refund) == [(title, "Yesterday, 02:48", more)]


@pytest.mark.parametrize(
    ("kind", "title"),
    [
        (K.CHARGED, "Charged $223.50"),
        (K.RELEASED, "Released $223.50"),
        (K.REFUND_FAILED, "!A refund of $223.50 came back"),
        (K.DISPUTED, "!The bank took $223.50 back"),
        (K.DISPUTE_WON, "The bank gave $223.50 back"),
    ],
)
def test_money_is_told_in_words(kind, title):
    assert [title for title, *_ in told(Booked(kind, SUM, PLACED))] == [title]


def test_a_refund_is_told_once():
    refund = GivenBack(SUM, R.SUCCEEDED, PLACED)
    assert len(told(refund, Booked(K.REFUNDED, SUM, PLACED))) == 1


@pytest.mark.parametrize(
    ("promised", "titles"),
    [
        (
            Promised("mail", 1, PLACED, PLACED, PLACED, mail="received"),
            ["Mailed: we have the order"],
        ),
        (Promised("mail", 1, PLACED, PLACED, PLACED, mail="survey"), ["Mailed: survey"]),
        (Promised("capture", 1, PLACED, PLACED, PLACED), []),
        (Promised("mail", 0, PLACED, PLACED, mail="received"), []),
        (
            Promised("mail", 3, PLACED, PLACED, says="550 no"),
            ["…Next: try 4", "!Mail not sent, tried 3 times"],
        ),
    ],
)
def test_a_promise_is_told_once_it_is_kept_or_was_tried_in_vain(promised, titles):
    assert [title for title, *_ in told(promised)] == titles


def test_a_note_of_staff_names_its_writer():
    assert told(Noted("Put aside: looked at it", PLACED, "Sue"), Noted("Written down", PLACED)) == [
        ("Written down", "Yesterday, 02:48", ""),
        ("Put aside: looked at it", "Yesterday, 02:48", "By Sue"),
    ]


def test_an_order_begins_with_its_placing_whatever_stripe_dates_before_it():
    held = Booked(K.HELD, SUM, after(seconds=-1))
    assert [title for title, *_ in told(Placed(PLACED, ""), held)] == ["Money held", "Ordered"]


def test_who_ordered_with_an_account_is_named():
    assert told(Placed(PLACED, "sam@example.com"))[0][2] == "By sam@example.com"


def test_every_mail_is_told_in_words_for_staff():
    assert MAILED.keys() == LETTERS.keys() | TO_PHARMACISTS.keys()
