"""Every letter about an order is true when it is sent, or stays unsent."""

from decimal import Decimal

import pytest

from checkout.order.mails.emails import LETTERS
from checkout.order.mails.letters import TO_THE_SHOPPER, on_its_way
from checkout.order.mails.pharmacists_letters import TO_PHARMACISTS
from checkout.order.receipt import GivenBack
from checkout.order.states import DEAD, OrderState
from checkout.payment.states import HOLDING, AttemptState, RefundState
from tests.checkout.order.cases import NOON, a_bill, a_bill_line, a_case, paid

EVERY = LETTERS | TO_PHARMACISTS
EVERYWHERE = [(order, attempt) for order in OrderState for attempt in ("", *AttemptState)]
PART = a_bill(a_bill_line(packs=1, ordered=2), a_bill_line(packs=0, ordered=1))
BACK = GivenBack(Decimal("20.00"), NOON, RefundState.PENDING)


def words(mail, case) -> str:
    letter = EVERY[mail](case)
    return " ".join([letter.heading, letter.opening, letter.lead, letter.rest])


@pytest.mark.parametrize("mail", LETTERS)
def test_no_letter_says_that_nothing_was_charged_where_something_was(mail):
    for order, attempt in EVERYWHERE:
        case = a_case(order, attempt, paid=paid(), refund=BACK, is_asked=True)
        letter = EVERY[mail](case)
        if letter:
            assert "othing was charged" not in words(mail, case)
            assert "Nothing is charged" not in words(mail, case)
            assert "Nothing is held" not in words(mail, case)
            assert letter.total != "Not charged"


def test_who_has_paid_or_need_not_is_never_asked_to():
    for order, attempt in EVERYWHERE:
        asked = TO_THE_SHOPPER["pay"](a_case(order, attempt))
        assert bool(asked) is (order == OrderState.APPROVED_AWAITING_PAYMENT)
        assert TO_THE_SHOPPER["pay"](a_case(order, attempt, paid=paid())) is None
        given_back = a_case(order, attempt, paid=paid(succeeded="72.95"))
        assert bool(TO_THE_SHOPPER["pay"](given_back)) is bool(asked)


def test_the_letter_to_pay_names_exactly_the_approved_sum_and_the_last_moment():
    case = a_case("approved_awaiting_payment", "lapsed", bill=PART, pay_until="2 December 2026")
    letter = TO_THE_SHOPPER["pay"](case)
    assert letter.opening.startswith("The pharmacist has approved a part of your order")
    assert letter.lead == "Nothing is held on your card."
    assert letter.rest == (
        "Pay exactly $72.95 until 2 December 2026."
        " After that the order ends and nothing is charged."
    )
    assert (letter.button, letter.total) == ("Pay $72.95", "To pay")


@pytest.mark.parametrize("attempt", sorted(HOLDING))
def test_a_hold_that_is_still_being_let_go_is_not_said_to_be_gone(attempt):
    assert "Nothing is held" not in words("pay", a_case("approved_awaiting_payment", attempt))


@pytest.mark.parametrize(
    ("given_back", "money"),
    [
        ({}, "$72.95 was charged before the pharmacist had decided."),
        ({"pending": "20.00"}, "$72.95 was charged before the pharmacist had decided."),
        ({"pending": "72.95"}, "$72.95 was charged, and all of it goes back to your card."),
    ],
)
@pytest.mark.parametrize("mail", ["question", "reminder"])
def test_a_question_about_an_order_charged_by_hand_says_so(mail, given_back, money):
    asked = a_case("needs_information", "captured", paid=paid(**given_back), is_asked=True)
    assert LETTERS[mail](asked).lead == money
    asked = a_case("needs_information", "authorised", is_asked=True)
    words_of_it = "Nothing is charged before the pharmacist has your answer."
    assert LETTERS[mail](asked).lead == words_of_it


@pytest.mark.parametrize(
    ("attempt", "money"),
    [
        ("authorised", "The hold on your card is being released"),
        ("releasing", "The hold on your card is being released"),
        ("released", "The hold on your card is released"),
        ("lapsed", "Nothing is held on your card."),
    ],
)
def test_a_rejection_says_what_became_of_the_hold(attempt, money):
    said = words("rejected", a_case("rejected", attempt))
    assert "Nothing was charged." in said
    assert money in said


@pytest.mark.parametrize("attempt", ["", "new", "session_open"])
def test_a_payment_page_nobody_paid_on_is_not_called_a_hold(attempt):
    said = words("expired", a_case("expired", attempt))
    assert "Nothing was charged. Nothing is held on your card." in said


@pytest.mark.parametrize(
    ("mail", "order"),
    [("rejected", "rejected"), ("expired", "expired"), ("unanswered", "expired")],
)
def test_what_was_charged_for_an_order_that_ended_goes_back(mail, order):
    case = a_case(order, "captured", paid=paid(pending="72.95"))
    assert "$72.95 was charged. All of it is on its way back to your card." in words(mail, case)
    assert LETTERS[mail](case).shows_paid
    kept = a_case(order, "captured", paid=paid(failed="72.95"))
    assert "$72.95 was charged. Write to us about it." in words(mail, kept)
    kept = a_case(order, "captured", paid=paid(failed="72.95"), attended=True)
    assert "$72.95 was charged. We are putting it right." in words(mail, kept)


def test_an_order_nothing_came_for_is_told_of_without_its_packs():
    letter = LETTERS["unanswered"](a_case("expired", "releasing"))
    assert (letter.total, letter.shows_paid) == ("", False)
    assert letter.lead == "Nothing was charged."
    assert letter.rest.startswith("The hold on your card is being released")
    assert LETTERS["unanswered"](a_case("awaiting_pharmacist")) is None


def test_who_pays_in_the_last_moment_is_not_told_that_the_order_ended():
    assert LETTERS["expired"](a_case("paid", "captured", paid=paid())) is None


@pytest.mark.parametrize("order", sorted(DEAD | {"refunded", "dispensed", "shipped"}))
def test_an_order_that_has_ended_or_left_the_shop_is_not_said_to_be_received(order):
    assert TO_THE_SHOPPER["received"](a_case(order)) is None


@pytest.mark.parametrize("needs_pharmacist", [True, False])
@pytest.mark.parametrize("money", [None, paid(), paid(succeeded="72.95")])
def test_an_order_is_said_to_be_held_and_not_charged_only_while_it_is(money, needs_pharmacist):
    values = {"needs_pharmacist": needs_pharmacist} | ({"paid": money} if money else {})
    for order, attempt in EVERYWHERE:
        case = a_case(order, attempt, **values)
        letter = TO_THE_SHOPPER["received"](case)
        if letter and (money or attempt not in ("authorised", "capturing")):
            assert (letter.lead, letter.rest, letter.total) == ("", "", "Total")
        if letter and order != "awaiting_pharmacist":
            assert "looks at your order next" not in letter.opening
            assert "Nothing is charged yet" not in letter.lead
        if order in ("approved", "paid"):
            assert letter


def test_who_hears_late_of_an_order_approved_in_part_hears_which_part():
    letter = TO_THE_SHOPPER["received"](a_case("approved", "authorised", bill=PART))
    assert letter.opening.startswith("The pharmacist has approved a part of your order")
    assert (letter.lead, letter.total) == ("", "Total")


def test_a_part_that_is_charged_is_called_a_part():
    said = words("charged", a_case("paid", "captured", bill=PART, paid=paid()))
    assert "approved a part of your order" in said
    assert "You are not charged for the rest." in said


def test_more_than_was_approved_is_not_said_to_be_the_sum_below():
    """Staff charged all of it by hand and gave the difference back."""
    case = a_case("paid", "captured", bill=PART, paid=paid("140.95", succeeded="68.00"))
    letter = TO_THE_SHOPPER["charged"](case)
    assert letter.lead == "Your card was charged $140.95, and $68.00 of it goes back to it."
    assert letter.shows_paid


def test_an_order_that_was_refunded_meanwhile_is_not_said_to_be_on_its_way():
    refunded = a_case("refunded", "captured", paid=paid(succeeded="72.95"))
    assert TO_THE_SHOPPER["charged"](refunded) is None
    going_back = a_case("paid", "captured", paid=paid(pending="72.95"))
    assert TO_THE_SHOPPER["charged"](going_back) is None


@pytest.mark.parametrize(
    ("given_back", "words_of_it"),
    [
        ("20.00", "We give back a part of what you paid."),
        ("72.95", "We give back all that you paid"),
    ],
)
def test_a_refund_names_its_sum_and_its_card(given_back, words_of_it):
    case = a_case(
        "paid", "captured", paid=paid(pending=given_back), refund=BACK, card="Visa ending 4242"
    )
    said = words("refunded", case)
    assert words_of_it in said
    assert "$20.00 is on its way back to your card, Visa ending 4242." in said
    assert "up to 10 working days" in said


@pytest.mark.parametrize("refund", [None, GivenBack(Decimal(1), NOON, RefundState.FAILED)])
def test_a_refund_that_failed_is_not_said_to_be_on_its_way(refund):
    assert TO_THE_SHOPPER["refunded"](a_case("paid", "captured", refund=refund)) is None


@pytest.mark.parametrize("mail", TO_PHARMACISTS)
def test_pharmacists_hear_of_a_hold_only_while_it_lasts_and_is_needed(mail):
    for order, attempt in EVERYWHERE:
        letter = TO_PHARMACISTS[mail](a_case(order, attempt, hold_ends="27 November 2026"))
        needed = order in ("awaiting_pharmacist", "needs_information", "approved")
        assert bool(letter) is (needed and attempt in HOLDING)
        if letter:
            assert letter.lead == "The hold on the card ends on 27 November 2026."
            assert not letter.total


@pytest.mark.parametrize("order", OrderState)
def test_of_a_parcel_is_told_once_it_has_left(order):
    letter = on_its_way(a_case(order, "captured", sent="Royal Mail, AB123"))
    if order not in ("shipped", "delivered"):
        assert letter is None
        return
    assert letter.subject == "Your order R7KQ-2MXA is on its way"
    assert letter.lead == "Royal Mail, AB123."
    assert (letter.total, letter.shows_paid) == ("", False)
